import type { Identify } from '../language/index.ts';
import type { Block } from './document.ts';
import { plainText } from './plain.ts';
import type { Revision } from './revision.ts';

/** `warn` is worth a look, `confirm` asks a person to say that it is meant so, `stop` must be mended first. */
export type Verdict = 'pass' | 'warn' | 'confirm' | 'stop';

const checkNames = ['title', 'lead', 'body', 'pictures', 'language', 'follows', 'source', 'machine'] as const;

/** One thing that is looked at before the public gets a text. */
export type Check = { name: (typeof checkNames)[number]; verdict: Verdict };

/** What the checks look at. */
export type Candidate = {
  lang: string;
  revision: Pick<Revision, 'title' | 'lead' | 'body'>;
  /** Undefined for a source text. */
  translation: { stale: boolean; sourceIsPublic: boolean; unapproved: boolean } | undefined;
};

/** Titles longer than this are cut in search results and on cards. */
export const longestTitle = 110;
export const longestLead = 400;

/** Looks at a text before it is published, corrected or restored. All checks are given, in the order a page shows them. */
export function check({ lang, revision, translation }: Candidate, identify: Identify): Check[] {
  const found: Check[] = [
    { name: 'title', verdict: lengthVerdict(revision.title, longestTitle) },
    { name: 'lead', verdict: lengthVerdict(revision.lead, longestLead) },
    { name: 'body', verdict: revision.body.content.length === 0 ? 'stop' : 'pass' },
    { name: 'pictures', verdict: withoutWords(revision.body.content) ? 'warn' : 'pass' },
    { name: 'language', verdict: isIn(lang, revision, identify) ? 'pass' : 'confirm' },
  ];
  if (!translation) return found;
  return [
    ...found,
    { name: 'follows', verdict: translation.stale ? 'confirm' : 'pass' },
    { name: 'source', verdict: translation.sourceIsPublic ? 'pass' : 'warn' },
    { name: 'machine', verdict: translation.unapproved ? 'stop' : 'pass' },
  ];
}

/** Whether a person may go ahead: nothing stops, and what asks for confirmation was confirmed. */
export const isReady = (checks: readonly Check[], confirmed: boolean): boolean =>
  checks.every(({ verdict }) => verdict === 'pass' || verdict === 'warn' || (verdict === 'confirm' && confirmed));

/** The text is not ready for the public; `checks` say why. */
export class NotReady extends Error {
  override name = 'NotReady';
  readonly checks: readonly Check[];
  constructor(checks: readonly Check[]) {
    const open = checks.filter(({ verdict }) => verdict === 'stop' || verdict === 'confirm').map(({ name }) => name);
    super(`newsroom: the text is not ready for the public (${open.join(', ')}); mend or confirm what the checks show`);
    this.checks = checks;
  }
}

const lengthVerdict = (text: string, longest: number): Verdict =>
  text === '' ? 'stop' : text.length > longest ? 'warn' : 'pass';

const withoutWords = (blocks: readonly Block[]): boolean =>
  blocks.some((block) => block.type === 'image' && block.attrs.alt === '');

function isIn(lang: string, { title, lead, body }: Candidate['revision'], identify: Identify): boolean {
  const identified = identify(`${title}. ${lead} ${plainText(body)}`.slice(0, 4000));
  return identified.lang === 'und' || identified.lang === lang || identified.score < 0.8;
}
