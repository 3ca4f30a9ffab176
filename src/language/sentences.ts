import { segmenter } from './segmenter.ts';

const abbreviation =
  /(?:^|[\s(“"])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|Gov|St|No|vs|cf|e\.g|i\.e|etc|Inc|Ltd|Co|Corp|U\.S|U\.K|U\.N|a\.m|p\.m|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|TP|TX|TS|ThS|PGS|GS|BS|KS|CN|NSND|NSƯT|Tp|tr|v\.v|M|Mme|Mlle|bzw|z|z\.B|d\.h|Nr|Sr|Sra|Dña|Ud|г|им|ул|др|т\.е|т\.к)\.\s*$/u;

const longestAbbreviation = 24;

/**
 * Gives the sentences of a text in order, trimmed (UAX #29, with abbreviations and initials joined to what follows).
 * Thai and Lao have no full stop and Khmer ends a sentence with ។: there, lines and wide spaces part the text.
 */
export function sentences(text: string, lang: string): string[] {
  const lines = text.normalize('NFC').split(/\n+/);
  const parts = lines.flatMap((line) => (/^(th|lo|km)$/.test(lang) ? unstopped(line) : stopped(line, lang)));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

const unstopped = (line: string): string[] => line.split(/(?<=[។៕.!?])\s+| {2,}/);

function stopped(line: string, lang: string): string[] {
  const joined: string[] = [];
  let open = '';
  for (const { segment } of segmenter(lang, 'sentence').segment(line)) {
    open += segment;
    if (abbreviation.test(open.slice(-longestAbbreviation))) continue;
    joined.push(open);
    open = '';
  }
  if (open) joined.push(open);
  return joined;
}
