const separator = /\s+[-–—|•·»:~]+\s+|\s*[|»•]\s*/g;

/** What outlets call themselves at the end of a title. */
const outletWords =
  /^(?:báo|tạp chí|cổng|trang|đài|thông tấn|ttxvn|bộ|sở|ubnd|uỷ ban|ủy ban|tin tức|news|home|trang chủ|official|website|vov|vtv|vietnam\+)/i;

/**
 * The title without the outlet's name that pages put after it (`Title - Báo Nhân Dân`), or before it. A part is taken
 * for the outlet's name when it is the site's or the host's, or begins as such names do.
 */
export function cleanTitle(
  title: string,
  { site, host }: { site?: string | undefined; host?: string | undefined },
): string {
  let cleaned = title.replace(/\s+/g, ' ').trim();
  for (;;) {
    const parts = [...cleaned.matchAll(separator)];
    const last = parts.at(-1);
    const first = parts[0];
    if (last && isOutlet(cleaned.slice(last.index + last[0].length), site, host))
      cleaned = cleaned.slice(0, last.index).trim();
    else if (first && isName(cleaned.slice(0, first.index), site, host))
      cleaned = cleaned.slice(first.index + first[0].length).trim();
    else return cleaned;
  }
}

function isOutlet(part: string, site: string | undefined, host: string | undefined): boolean {
  return isName(part, site, host) || (part.split(' ').length <= 8 && outletWords.test(part.trim()));
}

function isName(part: string, site: string | undefined, host: string | undefined): boolean {
  const name = squeeze(part);
  if (name === '') return true;
  if (site !== undefined && (name === squeeze(site) || squeeze(site).startsWith(name))) return name.length > 2;
  const labels = host?.toLowerCase().replace(/^www\./, '') ?? '';
  return (
    name.length > 2 &&
    (name === squeeze(labels) || labels.split('.').some((label) => label.length > 2 && squeeze(label) === name))
  );
}

/** Letters and digits alone, without marks. */
function squeeze(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Whether two titles say the same, marks and punctuation apart. */
export function sameTitle(one: string, other: string): boolean {
  return squeeze(one) === squeeze(other);
}

/** Whether the first text holds the second, marks and punctuation apart. */
export function holdsTitle(text: string, title: string): boolean {
  const part = squeeze(title);
  return part !== '' && squeeze(text).includes(part);
}
