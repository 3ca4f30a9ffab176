const onset = '(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?';
const rime =
  '(?:' +
  '(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|oa|oă|oe|oo|uâ|uê|uơ|uy|uô|ươ|iê|yê|uyê)(?:ch|c|k|m|nh|ng|n|p|t)?|' +
  'ai|ao|au|ay|âu|ây|eo|êu|ia|iêu|iu|oai|oao|oay|oeo|oi|ôi|ơi|ua|uây|ui|uôi|ưa|ưi|ưu|ươi|ươu|uya|uyu|ya|yêu|uao|uay|uai|ue|ueo' +
  ')';
const form = new RegExp(`^${onset}${rime}$`);
const stopped = /(?:ch|c|k|p|t)$/;
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** Tones that a syllable ending in a stop may bear. */
const sharpOrHeavy = /[\u0301\u0323]/;

/** Whether a word, with its marks, is spelt as a Vietnamese syllable is: onset, rime, at most one tone that fits. */
export function isSyllable(word: string): boolean {
  const apart = word.toLowerCase().normalize('NFD');
  const marks = apart.match(tones);
  if (marks !== null && marks.length > 1) return false;
  const bare = apart.replace(tones, '').normalize('NFC');
  if (!form.test(bare)) return false;
  return !stopped.test(bare) || (marks !== null && sharpOrHeavy.test(marks[0]));
}
