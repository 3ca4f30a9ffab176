import type { Hono } from 'hono';
import { z } from 'zod';
import { done, guard, record } from '../../identity/index.ts';
import { fold, normaliseLine } from '../../language/index.ts';
import type { Clock, Db, Env } from '../../platform/index.ts';
import { readLexicon, strike, struckMeanings } from '../store/lexicon.ts';
import { meaningKey } from './learn.ts';
import { LexiconPage } from './page.tsx';

const text = (longest: number) =>
  z
    .string()
    .catch('')
    .transform(normaliseLine)
    .transform((given) => given.slice(0, longest));
const query = z.object({ q: text(80), lang: text(10), page: z.coerce.number().int().min(1).max(1_000).catch(1) });
const form = z.object({
  home: text(200),
  lang: text(10),
  term: text(200),
  back: z.literal('1').optional().catch(undefined),
});

const perPage = 100;

/** What the newsroom's translations taught: for whoever wants to know, and for those who weave to take off what is wrong. */
export function lexiconRoutes(app: Hono<Env>, { db, clock, home }: { db: Db; clock: Clock; home: string }): void {
  app.get('/desk/stories/lexicon', guard('story.read'), async (c) => {
    const asked = query.parse(c.req.query());
    const [lexicon, struck] = await Promise.all([readLexicon(db), struckMeanings(db)]);
    const learnt = lexicon?.entries ?? [];
    const words = fold(asked.q);
    const found = learnt.filter(
      ({ home, lang, term }) =>
        (asked.lang === '' || lang === asked.lang) && (words === '' || home.includes(words) || term.includes(words)),
    );
    const pages = Math.max(1, Math.ceil(found.length / perPage));
    const page = Math.min(asked.page, pages);
    const rows = found.slice((page - 1) * perPage, page * perPage);
    const langs = [...new Set(learnt.map(({ lang }) => lang))].sort();
    const props = { lexicon, struck, rows, count: found.length, langs, asked: { ...asked, page }, pages };
    return c.html(<LexiconPage c={c} now={clock()} home={home} {...props} />);
  });

  app.post('/desk/stories/lexicon', guard('story.weave'), async (c) => {
    const { back, ...meaning } = form.parse(await c.req.parseBody());
    const { person } = c.var;
    const changed = await db.transaction().execute(async (trx) => {
      const known = back ? await struckMeanings(trx) : ((await readLexicon(trx))?.entries ?? []);
      const meant = known.find((each) => meaningKey(each) === meaningKey(meaning));
      const how = { byName: person.name, at: clock(), back: back !== undefined };
      if (!meant || !(await strike(trx, meant, how))) return false;
      const detail = { meaning: meaningKey(meaning), back: how.back };
      await record(trx, { person, action: 'story.lexicon', subject: 'lexicon', detail });
      return true;
    });
    if (!changed) return done(c, '/desk/stories/lexicon', 'stories.done.no-term');
    return done(c, '/desk/stories/lexicon', back ? 'stories.done.term-back' : 'stories.done.term-off');
  });
}
