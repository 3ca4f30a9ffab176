import type { Reader } from '../reader.ts';

/** Writes numbers the way the reader's language does. */
export function formatNumber({ service }: Pick<Reader, 'service'>): (value: number) => string {
  const format = new Intl.NumberFormat(service.lang, { maximumFractionDigits: 1 });
  return (value) => format.format(value);
}

/** A step of the six-step scale: 0 for nothing, 1 to 5 by share of the greatest. */
export type Step = 0 | 1 | 2 | 3 | 4 | 5;

/** The step of a value on that scale; nothing and less than nothing give 0. */
export function stepOf(value: number, greatest: number): Step {
  if (!(value > 0) || !(greatest > 0)) return 0;
  return Math.min(5, Math.max(1, Math.ceil((value / greatest) * 5))) as Step;
}
