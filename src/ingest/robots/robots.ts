/** What a robots.txt says to one robot (RFC 9309). */
export type Robots = {
  rules: readonly Rule[];
  /** Whether the rules stand under the robot's own name rather than under `*`. */
  named: boolean;
  /** Seconds to leave between two requests, as it asks. */
  delay: number | null;
};

/** A rule, with its pattern in the form in which paths are compared. */
export type Rule = { allow: boolean; pattern: string };

/** What nothing is forbidden by: where there is no robots.txt. */
export const everything: Robots = { rules: [], named: false, delay: null };

/** So many bytes of a robots.txt are read (RFC 9309 § 2.5 asks for at least 500 KiB). */
export const mostBytes = 512_000;

type Group = { rules: Rule[]; delay: number | null };

/**
 * Reads a robots.txt for the robot of a name: the groups under its name together, else those under `*` (RFC 9309
 * § 2.2.1). What cannot be understood is passed over, line by line. `Crawl-delay`, which is no part of the RFC,
 * belongs to its group as a rule does.
 */
export function readRobots(text: string, name: string): Robots {
  const own: Group = { rules: [], delay: null };
  const anybody: Group = { rules: [], delay: null };
  let named = false;
  let groups: Group[] = [];
  let naming = false;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] =
      /^\s*([a-z][a-z -]*?)\s*:\s*([^#]*?)\s*(?:#|$)/i.exec(line.slice(0, longestLine)) ?? [];
    const word = key.toLowerCase();
    if (agents.has(word)) {
      if (!naming) groups = [];
      naming = true;
      // A version or a comment behind the name says nothing (RFC 9309 § 2.2.1 knows letters, _ and - only).
      const whom = /^(\*|[a-z_-]+)/i.exec(value)?.[0].toLowerCase();
      if (whom === '*') groups.push(anybody);
      else if (whom === name.toLowerCase()) {
        groups.push(own);
        named = true;
      }
      continue;
    }
    if (word === 'crawl-delay') {
      naming = false;
      const delay = /^\d{1,6}(\.\d+)?$/.test(value) ? Number(value) : null;
      for (const group of groups) group.delay ??= delay;
    } else if (allowing.has(word) || forbidding.has(word)) {
      naming = false;
      if (value === '') continue;
      const rule = { allow: allowing.has(word), pattern: patternOf(value) };
      for (const group of groups) group.rules.push(rule);
    }
  }
  return { ...(named ? own : anybody), named };
}

const longestLine = 4_000;
// With the slips of the pen that are common enough to be understood.
const agents: ReadonlySet<string> = new Set(['user-agent', 'useragent', 'user agent']);
const allowing: ReadonlySet<string> = new Set(['allow']);
const forbidding: ReadonlySet<string> = new Set(['disallow', 'dissallow', 'disalow', 'diasllow', 'disallaw']);

/**
 * The rule by which a path may not be fetched, as it stands in the file; undefined when it may. The longest matching
 * pattern decides, and of two as long the one that allows (RFC 9309 § 2.2.2). The file itself may always be fetched.
 */
export function forbids({ rules }: Robots, { pathname, search }: Pick<URL, 'pathname' | 'search'>): string | undefined {
  if (pathname === '/robots.txt') return undefined;
  const path = comparable(`${pathname}${search}`).replaceAll('*', '%2A').replaceAll('$', '%24');
  let best: Rule | undefined;
  for (const rule of rules) {
    const longer = best === undefined ? 1 : rule.pattern.length - best.pattern.length;
    if (longer < 0 || (longer === 0 && !rule.allow)) continue;
    if (matches(rule.pattern, path)) best = rule;
  }
  return best === undefined || best.allow ? undefined : best.pattern;
}

function patternOf(value: string): string {
  const pattern = comparable(value.startsWith('/') || value.startsWith('*') ? value : `/${value}`);
  // Only at the end does a dollar sign mean the end.
  return pattern.replace(/\$(?!$)/g, '%24');
}

/** Whether a pattern, of which `*` stands for anything and `$` for the end, matches a path from its beginning. Linear in both. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$');
  const [first = '', ...parts] = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = anchored ? parts.pop() : undefined;
  for (const part of parts) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  if (!anchored) return true;
  return last === undefined ? at === path.length : path.length - last.length >= at && path.endsWith(last);
}

/** A path with everything percent-encoded that must be, and nothing that need not (RFC 9309 § 2.2.2, RFC 3986 § 6.2.2). */
function comparable(path: string): string {
  return path
    .replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text.toWellFormed()))
    .replace(/%[0-9a-f]{2}/gi, (code) => {
      const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : code.toUpperCase();
    });
}
