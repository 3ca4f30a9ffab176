const onset = 'b|ch?|d|gi|gh?|h|kh?|l|m|ngh|ng|nh|n|ph?|qu|r|s|th|tr|t|v|x';
const rime = [
  'a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?',
  'e(?:c|ch|m|n|ng|nh|o|p|t|u)?',
  'i(?:a|ch|m|n|nh|p|t|u|e(?:c|m|n|ng|p|t|u))?',
  'o(?:c|i|m|n|ng|p|t|a(?:c|ch|i|m|n|ng|nh|o|p|t|y)?|e(?:n|o|t)?|oc|ong)?',
  'u(?:c|i|m|n|ng|p|t|u|a(?:n|ng|t|y)?|e(?:ch|nh)?|o(?:c|i|m|n|ng|p|t|u)?)?',
  'u?y(?:ch|n|nh|t|a|u|e(?:m|n|t|u))?',
].join('|');
const form = new RegExp(`^(?:${onset})?(?:${rime})$`);

/** Whether a word without diacritics (`fold`) has the form of a Vietnamese syllable: an onset and a rime of the closed list. */
export function isSyllable(folded: string): boolean {
  return folded.length <= 7 && form.test(folded);
}
