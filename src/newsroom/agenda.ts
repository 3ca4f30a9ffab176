import { z } from 'zod';
import { dayIn, hangOn, openMatchers, unhang } from '../agenda/index.ts';
import type { Clock, Db, Listener } from '../platform/index.ts';
import { plainText } from './plain.ts';
import { publishedText } from './store/published.ts';

const told = z.object({ textId: z.int().positive(), lang: z.string() });
const events = ['text.published', 'text.corrected', 'text.withdrawn'] as const;
const mostText = 20_000;

/** Our own public texts hang on the events that they are about; one that is withdrawn hangs on nothing. */
export function textEvents({ db, clock }: { db: Db; clock: Clock }): Listener[] {
  const matchers = openMatchers(db);
  const hang = async ({ textId, lang }: z.infer<typeof told>): Promise<void> => {
    const subject = `text:${textId}`;
    const text = await publishedText(db, { id: textId, lang });
    if (!text) return db.transaction().execute((trx) => unhang(trx, subject));
    const { title, lead, publishedAt: at, articleId } = text;
    const day = dayIn(at, 'UTC');
    const matches = (await matchers({ from: day, to: day }))([
      { title, text: `${lead}\n${plainText(text.body).slice(0, mostText)}`, day },
    ]);
    const facts = { subject, title, lang, path: `/desk/articles/${articleId}/${lang}`, at };
    // The newsroom speaks for the country: its texts count as official.
    const published = [{ thing: subject, lang, class: 'official' as const, at }];
    await db.transaction().execute((trx) => hangOn(trx, facts, matches, published, clock()));
  };
  return events.map((event) => ({
    event,
    name: `newsroom.hang-${event.split('.')[1]}`,
    handle: (payload) => hang(told.parse(payload)),
  }));
}
