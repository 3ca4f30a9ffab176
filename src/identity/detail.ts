const TEXT = 300;
const MEMBERS = 50;
const DEPTH = 4;
const BYTES = 4_000;

/**
 * The detail of an audit line as JSON that the database takes: texts cut at 300 characters, lists and objects
 * at 50 members, depth at 4. What is still over 4,000 bytes is left out whole, and the line says so.
 */
export function bounded(detail: Record<string, unknown>): string {
  const json = JSON.stringify(cut(detail, 0));
  return Buffer.byteLength(json) <= BYTES ? json : '{"left-out":"too long"}';
}

function cut(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return text(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH) return '…';
  if (Array.isArray(value)) return value.slice(0, MEMBERS).map((member) => cut(member, depth + 1));
  const members = Object.entries(value).slice(0, MEMBERS);
  return Object.fromEntries(members.map(([key, member]) => [text(key), cut(member, depth + 1)]));
}

// jsonb takes neither NUL nor half a surrogate pair.
function text(value: string): string {
  const whole = value.length > TEXT ? `${value.slice(0, TEXT - 1)}…` : value;
  return whole.replaceAll('\0', '').toWellFormed();
}
