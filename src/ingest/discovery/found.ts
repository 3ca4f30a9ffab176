import type { ChannelKind, Failure } from '../../sources/index.ts';
import type { Platform } from './platform.ts';

/** Why an address was asked. */
export type Why =
  | 'given'
  | 'declared'
  | 'linked'
  | 'listed'
  | 'usual'
  | 'robots'
  | 'platform'
  | 'profile'
  | 'home'
  | 'on-page';

/** What speaks for a candidate and against it; each has its words in the locales. */
export const reasons = [
  'declared',
  'full-text',
  'summaries',
  'titles',
  'news',
  'edits',
  'fresh',
  'quiet',
  'stale',
  'undated',
  'empty',
  'comments',
  'section',
  'last-resort',
] as const;
export type Reason = (typeof reasons)[number];

export type Preview = { title: string; link: string | null; published: string | null };

/** A channel that was found, asked and read. Times are ISO 8601, so that it can be kept as JSON. */
export type Candidate = {
  kind: ChannelKind;
  url: string;
  title: string | null;
  settings?: Readonly<Record<string, unknown>>;
  why: Why;
  items: number;
  newest: string | null;
  /** Whether most of its items carry their whole text. */
  full: boolean;
  language: string | null;
  /** The higher, the better; below zero it is not worth having. */
  score: number;
  reasons: Reason[];
  previews: Preview[];
};

/** One question that was asked, and what came of it. */
export type Step = {
  url: string;
  why: Why;
  /** What it was: a page, a channel with so many items, nothing of use; or why there was no answer. */
  result: 'channel' | 'page' | 'nothing' | Failure;
  items: number;
  /** The technical reason of a failure, in English. */
  detail: string | null;
};

/** What the site says of itself. */
export type Site = {
  url: string;
  title: string | null;
  /** Its own name for itself (`og:site_name`). */
  name: string | null;
  language: string | null;
  platform: Platform | null;
};

/** All that came of looking for channels at an address. */
export type Findings = {
  address: string;
  at: string;
  site: Site | null;
  /** The best first. */
  candidates: Candidate[];
  steps: Step[];
  /** Why the address itself could not be read. */
  trouble: { outcome: Failure; detail: string } | null;
  /** What ended the search before everything was asked. */
  cut: 'questions' | 'time' | null;
};
