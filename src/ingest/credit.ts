/** Whom a text says that it was taken over from. */
export type Credit = {
  name: string;
  /** The words of the text that say so. */
  quote: string;
  where: 'head' | 'tail';
};

const head = 240;
const tail = 400;
const longestName = 60;
const mostWords = 8;

// HÀ NỘI (HTBG) – …   |   (HTBG) Sáng nay …   |   HANOI, Nov. 23 (HTBG) -- …
const dateline =
  /^[^\n(（]{0,60}[(（]\s*([\p{Lu}\p{Script=Han}][\p{L}\p{N}+.&/ ]{1,30}?)\s*[)）]\s*(?:[-–—:]|(?=\p{Lu}))/u;
// Theo HTBG   |   (Nguồn: HTBG)   |   Source: HTBG   |   HTBG/Bông Gió+   at the end, in a line of its own or in brackets.
const named =
  /^[(（[]?\s*(?:theo|nguồn(?: tin)?|source|sources|via|nach|quelle|selon|fuente|来源|來源|出典|자료)\s*[:：]?\s*[-–]?\s*([\p{Lu}\p{N}\p{Script=Han}\p{Script=Hangul}][^\n]*?)\s*[)）\]]?\.?$/iu;
const bracketed =
  /[(（]\s*(?:theo|nguồn|source|via|来源)\s*[:：]?\s*([\p{Lu}\p{Script=Han}][^()（）\n]{1,60}?)\s*[)）]\s*\.?\s*(?:\/\.)?$/iu;
// "Theo ông …", "According to the plan …": a sentence that goes on is no credit.
const speaks = /[,;!?]|\.\s|^(?:ông|bà|anh|chị|các|những|báo cáo|kế hoạch|thống kê|số liệu|dự báo|quy định)\b/iu;

/**
 * Finds in a text the credits that outlets put before or after what they took over: the agency in the dateline, `Theo …`, `Nguồn: …`,
 * `Source: …`. Reads its beginning and its end; gives each name once, with the words that say so.
 */
export function creditsIn(text: string): Credit[] {
  const found = new Map<string, Credit>();
  const add = (name: string | undefined, quote: string, where: Credit['where']) => {
    const tidy = name?.trim().replace(/[.\s]+$/, '') ?? '';
    if (tidy.length < 2 || tidy.length > longestName || tidy.split(/\s+/).length > mostWords || speaks.test(tidy))
      return;
    if (!found.has(tidy.toLowerCase())) found.set(tidy.toLowerCase(), { name: tidy, quote: quote.trim(), where });
  };
  const start =
    text
      .slice(0, head)
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? '';
  const opening = dateline.exec(start);
  if (opening) add(opening[1], opening[0], 'head');
  const lines = text
    .slice(-tail)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  for (const line of lines.slice(-3)) {
    const own = line.length <= longestName + 20 ? named.exec(line) : null;
    if (own) add(own[1], line, 'tail');
  }
  const last = lines.at(-1) ?? '';
  const closing = bracketed.exec(last);
  if (closing) add(closing[1], closing[0], 'tail');
  return [...found.values()];
}
