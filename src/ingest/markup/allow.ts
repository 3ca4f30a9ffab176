/** What may stand in a text that came from outside. Whatever is not named here loses its tag and keeps its text. */

export const allowedElements = new Set(
  (
    'a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup dd ' +
    'del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark nav ol p ' +
    'picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th ' +
    'thead time tr track tt u ul var video wbr'
  ).split(' '),
);

/** Elements whose content is no text for readers. */
export const droppedElements = new Set(['script', 'style', 'template', 'applet']);

export const voidElements = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(' '),
);

/** Elements that stand on lines of their own. */
export const blockElements = new Set(
  (
    'address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre section summary ' +
    'select table tbody textarea tfoot thead tr ul'
  ).split(' '),
);

/** Elements that an opening tag of the key closes, when they stand open within the same boundary. */
const paragraph = new Set(['p']);
export const closedBy = new Map<string, ReadonlySet<string>>([
  ...(
    'address article aside blockquote center details div dl figcaption figure footer h1 h2 h3 h4 h5 h6 header hr nav ' +
    'ol p pre section table ul'
  )
    .split(' ')
    .map((name) => [name, paragraph] as const),
  ['li', new Set(['li'])],
  ['dt', new Set(['dt', 'dd'])],
  ['dd', new Set(['dt', 'dd'])],
  ['tr', new Set(['tr', 'td', 'th'])],
  ['td', new Set(['td', 'th'])],
  ['th', new Set(['td', 'th'])],
  ['tbody', new Set(['tr', 'td', 'th', 'thead', 'tbody', 'colgroup'])],
  ['tfoot', new Set(['tr', 'td', 'th', 'thead', 'tbody'])],
]);

/** What an implied end never reaches through. */
export const boundaries = new Set(
  'table ul ol dl blockquote div section article aside figure details header footer nav caption'.split(' '),
);

const everywhere = ['title', 'lang', 'dir', 'style'];
const cell = ['colspan', 'rowspan', 'headers', 'scope', 'abbr', 'align', 'valign'];
const medium = ['src', 'width', 'height', 'controls', 'poster', 'preload', 'muted', 'loop'];

const own: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'hreflang', 'rel', 'type'],
  audio: medium,
  blockquote: ['cite'],
  col: ['span'],
  colgroup: ['span'],
  del: ['cite', 'datetime'],
  details: ['open'],
  div: ['align'],
  h1: ['align'],
  h2: ['align'],
  h3: ['align'],
  img: ['src', 'alt', 'width', 'height', 'align', 'longdesc'],
  ins: ['cite', 'datetime'],
  li: ['value'],
  ol: ['start', 'type', 'reversed'],
  p: ['align'],
  q: ['cite'],
  source: ['src', 'type', 'media'],
  table: ['summary', 'border', 'cellpadding', 'cellspacing', 'align'],
  td: cell,
  th: cell,
  time: ['datetime'],
  tr: ['align', 'valign'],
  track: ['src', 'kind', 'label', 'srclang'],
  ul: ['type'],
  video: medium,
};

/** The attributes that each element may keep. */
export const allowedAttributes = new Map<string, ReadonlySet<string>>(
  [...allowedElements].map((name) => [name, new Set([...everywhere, ...(own[name] ?? [])])]),
);

/** Attributes that hold an address: resolved, and kept only with a safe scheme. */
export const addressAttributes = new Set(
  'href src cite poster longdesc action background usemap xlink:href icon'.split(' '),
);

/** Attributes in which sites that load pictures late keep the real address. */
export const lateSources = new Set(['data-src', 'data-original', 'data-lazy-src', 'data-srcset']);
