import { Parser } from 'htmlparser2';
import { normaliseLine } from '../../language/index.ts';
import { type Channel, isKind, readAddress } from '../channel.ts';
import { classes, isClass, type Outlet, type OutletClass } from '../outlet.ts';
import { escapeXml } from '../xml.ts';
import { isSet } from './csv.ts';
import { type BadRow, clip, ImportError, mostRows, type Row, type Rows, readSettings } from './row.ts';

const deepest = 64;

type Outline = { attributes: Record<string, string>; line: number; children: number; class: OutletClass | undefined };

/**
 * Reads OPML (1.0 to 2.0) tolerantly. An outline with an address is a channel, named by its text; one with others
 * inside is a folder, which may say the class of what it holds, as the outline's own category may (`/official`).
 * An outline with neither is reported. Throws an ImportError when there is no outline at all.
 */
export function readOpml(text: string): Rows {
  const rows: Row[] = [];
  const bad: BadRow[] = [];
  const open: Outline[] = [];
  const lineAt = lineCounter(text);
  let outlines = 0;
  let depth = 0;
  let cut = false;

  const close = (): void => {
    const outline = open.pop();
    if (!outline) return;
    const { attributes, line } = outline;
    const address = attributes.xmlurl ?? '';
    if (address === '' && outline.children > 0) return;
    const name = normaliseLine(attributes.text || attributes.title || '');
    const read = readAddress(address);
    if ('fault' in read) bad.push({ line, name: clip(name), fault: `address-${read.fault}`, value: clip(address) });
    else rows.push(rowOf(outline, name, read.url));
  };

  const parser = new Parser(
    {
      onopentag(tag, given) {
        const isOutline = tag.toLowerCase() === 'outline';
        if (isOutline) outlines++;
        // The parser's time grows with the square of the depth.
        if (++depth > deepest || outlines > mostRows) {
          cut = true;
          parser.pause();
        }
        if (!isOutline || cut) return;
        const attributes = Object.fromEntries(
          Object.entries(given).map(([name, value]) => [name.toLowerCase(), value.trim()]),
        );
        const parent = open.at(-1);
        if (parent) parent.children++;
        const line = lineAt(parser.startIndex);
        open.push({ attributes, line, children: 0, class: classIn(attributes) ?? parent?.class });
      },
      onclosetag(tag) {
        depth--;
        if (tag.toLowerCase() === 'outline') close();
      },
    },
    { xmlMode: true, decodeEntities: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
  );
  parser.write(text);
  parser.end();
  while (open.length > 0) close();
  if (outlines === 0) throw new ImportError('not-opml', 'there is no <outline> in this file, so it is no OPML');
  return { rows, bad, cut };
}

function rowOf(outline: Outline, name: string, url: URL): Row {
  const { attributes, line } = outline;
  const home = readAddress(attributes.htmlurl ?? '');
  const title = normaliseLine(attributes.title ?? '');
  return {
    line,
    outlet: {
      name: clip(name || url.hostname.replace(/^www\./, '')),
      class: outline.class,
      home: 'url' in home ? home.url.href : undefined,
    },
    channel: {
      url,
      kind: isKind(attributes.type ?? '') ? (attributes.type as Channel['kind']) : undefined,
      settings: readSettings(attributes.settings ?? ''),
      title: title !== '' && title !== name ? clip(title) : undefined,
      language: /^[a-z]{2,3}(-\w+)*$/i.test(attributes.language ?? '') ? attributes.language?.toLowerCase() : undefined,
    },
  };
}

// A category is a list of paths (`/official/ministry,/vn`); a folder is often just named by the class.
function classIn(attributes: Record<string, string>): OutletClass | undefined {
  const words = [...(attributes.category ?? '').split(/[/,]/), attributes.text ?? ''].map((word) =>
    word.trim().toLowerCase(),
  );
  return words.find(isClass);
}

/** Tells the line of an index; asked with growing indexes it reads the text once. */
function lineCounter(text: string): (index: number) => number {
  let line = 1;
  let at = 0;
  return (index) => {
    for (; at < index; at++) if (text.charCodeAt(at) === 10) line++;
    return line;
  };
}

/** Writes the register as OPML 2.0: a folder for each class, an outline for each channel. */
export function writeOpml(
  outlets: readonly Outlet[],
  channels: readonly Channel[],
  { title, now }: { title: string; now: Date },
): string {
  const byOutlet = Map.groupBy(channels, (channel) => channel.outletId);
  const folders = classes.flatMap((outletClass) => {
    const lines = outlets
      .filter((outlet) => outlet.class === outletClass)
      .flatMap((outlet) => (byOutlet.get(outlet.id) ?? []).map((channel) => outlineOf(outlet, channel)));
    return lines.length === 0 ? [] : [`    <outline text="${outletClass}">`, ...lines, '    </outline>'];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${escapeXml(title)}</title><dateCreated>${now.toUTCString()}</dateCreated></head>`,
    '  <body>',
    ...folders,
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function outlineOf(outlet: Outlet, channel: Channel): string {
  const attributes: [string, string | null][] = [
    ['type', channel.kind === 'feed' ? 'rss' : channel.kind],
    ['settings', isSet(channel) ? JSON.stringify(channel.settings) : null],
    ['text', outlet.name],
    ['title', channel.title ?? outlet.name],
    ['xmlUrl', channel.url],
    ['htmlUrl', outlet.home],
    ['language', channel.language],
    ['category', `/${outlet.class}`],
  ];
  return `      <outline ${attributes.flatMap(([name, value]) => (value === null ? [] : [`${name}="${escapeXml(value)}"`])).join(' ')}/>`;
}
