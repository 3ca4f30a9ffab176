const known = new Map<string, Intl.Segmenter>();

/** A segmenter of ICU for a language (UAX #29, dictionaries for Thai, Lao, Khmer, Burmese, Chinese and Japanese); an unknown language gets the general rules. */
export function segmenter(lang: string, granularity: 'word' | 'sentence'): Intl.Segmenter {
  const locale = /^[a-z]{2,3}$/.test(lang) ? lang : 'und';
  const key = `${granularity} ${locale}`;
  const cached = known.get(key) ?? new Intl.Segmenter(locale, { granularity });
  known.set(key, cached);
  return cached;
}
