const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in XML or HTML, in an element or in a quoted attribute. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Markup whose inserted texts are escaped; wrap what is markup already in `raw`, and give lists as arrays of it. */
export function markup(parts: TemplateStringsArray, ...values: readonly Insert[]): Raw {
  return raw(parts.reduce((all, part, index) => all + insert(values[index - 1]) + part));
}

/** Markup that is not escaped again. */
export type Raw = { readonly raw: string };

type Insert = string | Raw | readonly Raw[];

/** Takes text for markup as it is. */
export const raw = (text: string): Raw => ({ raw: text });

/** A CDATA section (XML 1.0 §2.7); its end mark inside the text is split over two sections. */
export const cdata = (text: string): Raw => raw(`<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);

function insert(value: Insert | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escaped(value);
  return 'raw' in value ? value.raw : value.map((one) => one.raw).join('\n');
}
