const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// Characters that XML 1.0 has no place for.
const unfit = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A text as it may stand in XML, between tags and between double quotes. */
export const escapeXml = (text: string): string =>
  text.replace(unfit, '').replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);
