import { emit, type Trx } from '../platform/index.ts';

/** What an event of a text carries: who needs more asks `publishedText`. */
export type TextEvent = { articleId: number; textId: number; lang: string };

/** The public can read a text that it could not read before: published for the first time, or restored. */
export const textPublished = (trx: Trx, event: TextEvent): Promise<void> => emit(trx, 'text.published', event);

/** A public text says something else than before, and says so. */
export const textCorrected = (trx: Trx, event: TextEvent): Promise<void> => emit(trx, 'text.corrected', event);

/** A public text was taken back; its address answers 410 with the reason. */
export const textWithdrawn = (trx: Trx, event: TextEvent): Promise<void> => emit(trx, 'text.withdrawn', event);
