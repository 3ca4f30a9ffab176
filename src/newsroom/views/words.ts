import type { Label, Languages, Translate } from '../../platform/index.ts';
import type { Kind, State } from '../article.ts';

/** The colour in which a state is set. */
export const toneOf: Record<State, 'plain' | 'gold' | 'jade' | 'lacquer'> = {
  draft: 'plain',
  review: 'gold',
  published: 'jade',
  withdrawn: 'lacquer',
};

export const stateLabel = (state: State): Label => `newsroom.state.${state}`;
export const kindLabel = (kind: Kind): Label => `newsroom.kind.${kind}`;

/** A language's own name for itself; its code where it has no pages here. */
export const languageName = (languages: Languages, lang: string): string =>
  languages.has(lang) ? languages.service(lang).name : lang;

/** The direction in which a language is written; left to right where it has no pages here. */
export const directionOf = (languages: Languages, lang: string): 'ltr' | 'rtl' =>
  languages.has(lang) ? languages.service(lang).dir : 'ltr';

/** The title, or a word that says that there is none yet. */
export const titleOr = (t: Translate, title: string): string => (title === '' ? t('newsroom.untitled') : title);
