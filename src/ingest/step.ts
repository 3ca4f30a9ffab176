import type { Outcome } from '../sources/index.ts';

/** What a visit that somebody watches has just done. Times are for the watcher to take. */
export type Step =
  /** Waits for its turn at the host of an address, and asks. */
  | { step: 'ask'; url: string }
  | { step: 'resolved' | 'connected'; host: string; address: string }
  /** Is led on to another address. */
  | { step: 'redirect'; url: string }
  | { step: 'answer'; url: string; status: number; bytes: number; type: string | null; milliseconds: number }
  | { step: 'read'; format: string; entries: number }
  /** What was read is what was read before. */
  | { step: 'same' }
  | { step: 'stored'; fresh: number; changed: number; known: number; pages: number }
  | { step: 'failed'; outcome: Outcome; detail: string | null }
  /** Reads the page of an article, as a specimen. */
  | { step: 'page'; url: string }
  | { step: 'article'; title: string; words: number; found: boolean; reason: string | null }
  /** There is no page of an article to look at. */
  | { step: 'no-page' };

export type OnStep = (step: Step) => void;
