/** CSS properties that can neither load, cover nor hide anything. */
const safeProperties = new Set(
  (
    'azimuth background-color border-bottom-color border-collapse border-color border-left-color border-right-color ' +
    'border-top-color clear color cursor direction display elevation float font font-family font-size font-style ' +
    'font-variant font-weight height letter-spacing line-height list-style-type overflow pause pause-after ' +
    'pause-before pitch pitch-range richness speak speak-header speak-numeral speak-punctuation speech-rate stress ' +
    'text-align text-decoration text-indent unicode-bidi vertical-align voice-family volume white-space width'
  ).split(' '),
);

const boxProperties = new Set(['background', 'border', 'margin', 'padding']);
const boxWords = new Set(
  (
    'auto aqua black block blue bold both bottom brown center collapse dashed dotted fuchsia gray green !important ' +
    'italic left lime maroon medium none navy normal nowrap olive pointer purple red right solid silver teal top ' +
    'transparent underline white yellow'
  ).split(' '),
);
const boxValue =
  /^(?:#[0-9a-f]{1,8}|rgb\(\d{1,3}%?,\s?\d{1,3}%?,\s?\d{1,3}%?\)|\d{0,2}\.?\d{0,2}(?:cm|em|ex|in|mm|pc|pt|px|%|,|\))?)$/i;

const MAX_STYLE = 2_000;

/** The declarations of a `style` attribute that are harmless, in their order; an empty string when none is. */
export function safeStyle(style: string): string {
  if (style.length > MAX_STYLE) return '';
  const plain = style.replace(/url\s*\([^)]*\)/gi, ' ');
  if (!/^(?:[-:,;#%.\sa-z0-9!]|'[\s\w-]*'|"[\s\w-]*"|\([\d,.%\s]*\))*$/i.test(plain)) return '';
  const kept: string[] = [];
  for (const declaration of plain.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (value === '' || value.includes(':')) continue;
    if (safeProperties.has(property) || (boxProperties.has(property.split('-')[0] ?? '') && isBoxValue(value))) {
      kept.push(`${property}: ${value};`);
    }
  }
  return kept.join(' ');
}

function isBoxValue(value: string): boolean {
  return value.split(/\s+(?![^(]*\))/).every((word) => boxWords.has(word) || boxValue.test(word));
}
