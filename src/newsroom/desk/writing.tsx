import type { Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { can, type DeskEnv, done, guard } from '../../identity/index.ts';
import { normaliseLine } from '../../language/index.ts';
import type { Env } from '../../platform/index.ts';
import { type Kind, kinds, NotPossible } from '../article.ts';
import { wordCount } from '../plain.ts';
import type { Wording } from '../revision.ts';
import { confirmFollows, submit } from '../store/deeds.ts';
import { readRevision } from '../store/texts.ts';
import { addTranslation, createArticle, type Saved, saveRevision, setKind } from '../store/writing.ts';
import { citable, type StoryBrief } from '../story.ts';
import { NewPage } from '../views/new.tsx';
import { TranslatePage } from '../views/translate.tsx';
import { WritePage } from '../views/write.tsx';
import { Posted, readTranslating, readWriting } from './form.ts';
import { addressOf, articleTexts, type Desk, found, type House, textAddress } from './house.ts';
import { basedOn, sheetOf } from './sheet.ts';

/** Beginning, writing and translating. */
export function writing(app: Hono<Env>, house: House): void {
  const { db, clock } = house;
  const by = (c: Context<DeskEnv>) => ({ person: c.var.person, clock });
  const storyOf = async (desk: Desk): Promise<StoryBrief | undefined> =>
    desk.text.article.storyId === null ? undefined : house.readStory(desk.text.article.storyId, desk.source.lang);

  app.get('/desk/articles/new', guard('article.write'), async (c) => {
    const id = Number(c.req.query('story'));
    const story = Number.isSafeInteger(id) && id > 0 ? await house.readStory(id, c.var.lang) : undefined;
    const kind = c.req.query('kind') ?? '';
    return c.html(<NewPage c={c} house={house} story={story} {...(isKind(kind) ? { typed: { kind } } : {})} />);
  });

  app.post('/desk/articles', guard('article.write'), async (c) => {
    const posted = await Posted.read(c);
    const { t } = c.var;
    const story = posted.id('story') > 0 ? await house.readStory(posted.id('story'), c.var.lang) : undefined;
    const cite = posted.all('cite');
    const [lang, kind] = [posted.text('lang'), posted.text('kind')];
    const title = normaliseLine(posted.text('title')).slice(0, 300);
    const errors: Record<string, string> = {};
    if (title === '') errors.title = t('newsroom.wrong.title');
    if (!house.languages.has(lang)) errors.lang = t('newsroom.wrong.language');
    if (!isKind(kind)) errors.kind = t('newsroom.wrong.kind');
    if (Object.keys(errors).length > 0 || !isKind(kind)) {
      const typed = { title: posted.text('title'), lang, kind };
      return c.html(<NewPage c={c} house={house} story={story} typed={typed} cited={cite} errors={errors} />, 422);
    }
    const sources = citable([], story).filter(({ url }) => cite.includes(url));
    const wording: Wording = { title, lead: '', body: { type: 'doc', content: [] }, sources };
    const { articleId } = await createArticle(db, by(c), { kind, lang, storyId: story?.id ?? null, wording });
    return done(c, addressOf({ lang, article: { id: articleId } }), 'newsroom.done.create');
  });

  app.get('/desk/articles/:article{[0-9]+}', guard('article.read'), async (c) => {
    const [first] = await articleTexts(c, house);
    return c.redirect(addressOf(first));
  });

  app.get(textAddress, guard('article.read'), async (c) => {
    const desk = await found(c, house);
    if (desk.text.isTranslation)
      return c.html(<TranslatePage c={c} house={house} desk={desk} sheet={await sheetOf(house, desk)} />);
    return writePage(c, desk);
  });

  app.get(`${textAddress}/whole`, guard('article.translate'), async (c) => writePage(c, await found(c, house)));

  const writePage = async (c: Context<DeskEnv>, desk: Desk) => {
    const [revision, story] = await Promise.all([readRevision(db, desk.text.workingId), storyOf(desk)]);
    return c.html(<WritePage c={c} house={house} desk={desk} revision={revision} story={story} />);
  };

  app.post(`${textAddress}/save`, guard('article.read'), async (c) => {
    const desk = await found(c, house, 'edit');
    const posted = await Posted.read(c);
    const based = await basedOn(house, desk, posted);
    if (posted.id('beside') > 0) {
      const sheet = await sheetOf(house, desk, based, posted.id('beside'));
      const { wording, blocks } = readTranslating(posted, sheet);
      const saving = {
        textId: desk.text.id,
        basedOn: based.id,
        wording,
        beside: { revisionId: sheet.source.id, blocks },
      };
      return answer(c, desk, posted, await saveRevision(db, by(c), saving));
    }
    const story = await storyOf(desk);
    const reading = readWriting(posted, based, story, c.var.t);
    if (reading.errors) {
      const { typed, errors } = reading;
      if (wantsJson(c)) return c.json({ outcome: 'refused', message: Object.values(errors)[0] }, 422);
      return c.html(
        <WritePage c={c} house={house} desk={desk} revision={based} story={story} typed={typed} errors={errors} />,
        422,
      );
    }
    const kind = posted.text('kind');
    const note = normaliseLine(posted.text('note')).slice(0, 300);
    const { wording } = reading;
    const beside = wording.body.content.length === based.body.content.length ? based.beside : null;
    const saving = { textId: desk.text.id, basedOn: based.id, wording, note, beside };
    const saved = await db.transaction().execute(async (trx) => {
      if (isKind(kind) && !desk.text.isTranslation) await setKind(trx, by(c), desk.text.article.id, kind);
      return saveRevision(trx, by(c), saving);
    });
    return answer(c, desk, posted, saved);
  });

  const answer = async (c: Context<DeskEnv>, desk: Desk, posted: Posted, saved: Saved) => {
    const { text } = desk;
    if (saved.outcome === 'conflict') {
      const compare = `${addressOf(text, 'compare')}?a=${saved.theirs.number}&b=${saved.mine.number}&conflict=1`;
      return wantsJson(c)
        ? c.json({ outcome: 'conflict', compare, author: saved.theirs.author.name }, 409)
        : c.redirect(compare, 303);
    }
    const { id, createdAt, body } = saved.revision;
    if (wantsJson(c))
      return c.json({ outcome: saved.outcome, revision: id, at: createdAt, words: wordCount(body, text.lang) });
    if (posted.text('next') !== 'submit')
      return done(c, addressOf(text, posted.text('view') === 'whole' ? 'whole' : ''), 'newsroom.done.save');
    await submitIfPossible(c, desk);
    return done(c, addressOf(text, 'publish'), 'newsroom.done.submit');
  };

  /** A public text that was not changed has nothing to submit; saving was all there was to do. */
  const submitIfPossible = async (c: Context<DeskEnv>, desk: Desk) => {
    if (!can(c.var.person, 'article.submit', desk.text.article.organisationId)) return;
    await submit(db, by(c), desk.text.id).catch((error) => {
      if (!(error instanceof NotPossible)) throw error;
    });
  };

  app.post(`${textAddress}/revert`, guard('article.read'), async (c) => {
    const desk = await found(c, house, 'edit');
    const posted = await Posted.read(c);
    const wanted = await readRevision(db, posted.id('revision')).catch(() => undefined);
    if (wanted?.textId !== desk.text.id) throw new HTTPException(404);
    const { title, lead, body, sources, beside, number } = wanted;
    const saving = { wording: { title, lead, body, sources }, beside, note: c.var.t('newsroom.reverted', { number }) };
    const saved = await saveRevision(db, by(c), { textId: desk.text.id, basedOn: posted.id('based'), ...saving });
    return answer(c, desk, posted, saved);
  });

  app.post('/desk/articles/:article{[0-9]+}/translations', guard('article.translate'), async (c) => {
    const [first] = await articleTexts(c, house, 'article.translate');
    const posted = await Posted.read(c);
    const lang = posted.text('lang');
    if (!house.languages.has(lang)) throw new HTTPException(400);
    const text = await addTranslation(db, by(c), first.article.id, lang, posted.text('machine') !== '');
    return done(c, addressOf(text), 'newsroom.done.translate');
  });

  app.post(`${textAddress}/follow`, guard('article.translate'), async (c) => {
    const desk = await found(c, house, 'edit');
    const { source } = desk;
    const posted = await Posted.read(c);
    if (posted.id('revision') !== (source.publicId ?? source.workingId)) return c.redirect(addressOf(desk.text), 303);
    await confirmFollows(db, by(c), desk.text.id, posted.id('revision'));
    return done(c, addressOf(desk.text), 'newsroom.done.follow');
  });
}

const wantsJson = (c: Context): boolean => c.req.header('accept') === 'application/json';

const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text);
