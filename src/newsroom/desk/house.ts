import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { can, type DeskEnv, type Permission } from '../../identity/index.ts';
import type { Identify } from '../../language/index.ts';
import type { Clock, Db, Languages } from '../../platform/index.ts';
import { type Action, permissionFor, possible } from '../article.ts';
import { type Text, textsOf } from '../store/texts.ts';
import type { ReadStory } from '../story.ts';

/** What the pages of the newsroom work with. */
export type House = { db: Db; clock: Clock; languages: Languages; identify: Identify; readStory: ReadStory };

/** A text with its article's other languages, and what this person may do to it now. */
export type Desk = {
  text: Text;
  texts: readonly Text[];
  source: Text;
  may: ReadonlySet<Action>;
  mayTranslate: boolean;
};

/** Where a text's pages are. */
export const addressOf = (text: Pick<Text, 'lang'> & { article: { id: number } }, page = ''): string =>
  `/desk/articles/${text.article.id}/${text.lang}${page === '' ? '' : `/${page}`}`;

/** The addresses of a text's pages, as a route. */
export const textAddress = '/desk/articles/:article{[0-9]+}/:lang{[a-z]{2,3}}';

/**
 * The languages of the article that an address names, the source first. Answers 404 when there is none that this person
 * may see, and 403 when they may not do what they ask.
 */
export async function articleTexts(
  c: Context<DeskEnv>,
  { db }: House,
  permission?: Permission,
): Promise<[Text, ...Text[]]> {
  const id = Number(c.req.param('article'));
  const [first, ...others] = id < 2 ** 31 ? await textsOf(db, id) : [];
  if (!first || !can(c.var.person, 'article.read', first.article.organisationId)) throw new HTTPException(404);
  if (permission && !can(c.var.person, permission, first.article.organisationId)) throw new HTTPException(403);
  return [first, ...others];
}

/** The text that an address names, with what this person may do to it; answers 404 and 403 as `articleTexts` does. */
export async function found(c: Context<DeskEnv>, house: House, action?: Action): Promise<Desk> {
  const texts = await articleTexts(c, house);
  const text = texts.find(({ lang }) => lang === c.req.param('lang'));
  if (!text) throw new HTTPException(404);
  const { person } = c.var;
  const { organisationId } = text.article;
  const mine = (one: Action) => can(person, permissionFor(one, text.isTranslation), organisationId);
  if (action && !mine(action)) throw new HTTPException(403);
  const mayTranslate = can(person, 'article.translate', organisationId);
  return { text, texts, source: texts[0], may: new Set(possible(text).filter(mine)), mayTranslate };
}
