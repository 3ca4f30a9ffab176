/** Addresses of articles: what tells them apart, and what a page says of its own. Pure. */

const tracking = /^(utm_\w+|fbclid|gclid|dclid|yclid|msclkid|mc_[ce]id|igshid|_ga|zarsrc|at_\w+|xtor)$/i;
const session = /^(phpsessid|jsessionid|aspsessionid\w*|sessionid|sid)$/i;
const pathSession = /;jsessionid=[^/?#]*/i;

/** An address without the parameters by which clicks and readers are followed, and without its fragment. */
export function withoutTracking(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  clean(url);
  return url.href;
}

function clean(url: URL): void {
  if (url.search !== '')
    for (const name of [...url.searchParams.keys()])
      if (tracking.test(name) || session.test(name)) url.searchParams.delete(name);
  if (url.hash !== '' && !url.hash.startsWith('#!')) url.hash = '';
  if (url.pathname.includes(';')) url.pathname = url.pathname.replace(pathSession, '');
}

/** Hosts under which a site shows the same pages to telephones and machines. */
const variantHost = /^(?:www\d?|m|amp|mobile|wap|touch)\.(?=[^.]+\.)/;
const variantPath = /\/(?:amp|print)$|\.amp$|^\/amp(?=\/)/;
const folder = /\/(?:index|default)\.(?:html?|php|aspx?|jsp)$/i;
const yes = /^(?:|1|0|true|yes|y|amp|print|mobile)$/i;
const asked = /^(?:amp|print|mobile)$/i;

/**
 * What the addresses of one article have in common: no scheme, no `www.`, no host, path or parameter of its AMP,
 * telephone or print page, nothing that follows readers, no slash at the end, one order of parameters.
 */
export function addressKey(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  clean(url);
  if (url.search !== '') {
    for (const [name, value] of [...url.searchParams])
      if (variant(name.toLowerCase(), value)) url.searchParams.delete(name);
    url.searchParams.sort();
  }
  return `${bareHost(url)}${barePath(url)}${url.search}${url.hash}`;
}

const variant = (name: string, value: string): boolean =>
  /^(?:amp|print|printable|mobile|m)$/.test(name)
    ? yes.test(value)
    : /^(?:output|outputtype|format|view|layout|mode|display)$/.test(name) && asked.test(value);

const bareHost = (url: URL): string => url.host.replace(variantHost, '');

function barePath({ pathname }: URL): string {
  let path = pathname;
  if (path.includes('%'))
    path = path.replace(/%([0-9a-f]{2})/gi, (written, code: string) => {
      const letter = String.fromCharCode(Number.parseInt(code, 16));
      return /[\w.~-]/.test(letter) ? letter : written.toUpperCase();
    });
  path = path.replace(/\/+$/, '').replace(folder, '');
  if (path.includes('amp') || path.endsWith('/print'))
    path = path.replace(variantPath, '').replace(variantPath, '').replace('.amp.html', '.html');
  return path;
}

/** Front pages, of a site or of one of its languages: never the address of an article. */
export function isFront(address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  const bare = url.search === '' && !url.hash.startsWith('#!');
  return bare && /^(?:\/(?:[a-z]{2}(?:[-_][a-z]{2})?|home|trang-chu|homepage))?$/i.test(barePath(url));
}

/**
 * What a page says of its own address (`rel=canonical`, `og:url`), as far as it can be believed: `own`, on the same
 * site, or `elsewhere`, on another site, which then had the article first. Undefined when it says nothing, or
 * what templates say by mistake: a front page, the section that the article lies in, an address that lacks the
 * parameter by which this page was found, a machine inside the house.
 */
export function judgeCanonical(
  stated: string | undefined,
  page: string,
): { own: string } | { elsewhere: string } | undefined {
  const said = stated === undefined || stated.length > 2_000 ? undefined : URL.parse(stated);
  const here = URL.parse(page);
  if (!said || !here || !/^https?:$/.test(said.protocol) || said.username !== '' || isFront(said.href))
    return undefined;
  const url = withoutTracking(said.href);
  if (!sameSite(bareHost(said), bareHost(here))) return isPublicName(said.hostname) ? { elsewhere: url } : undefined;
  const [path, own] = [barePath(said), barePath(here)];
  if (path !== own && own.startsWith(`${path}/`)) return undefined;
  if (path === own && addressKey(said.href) !== addressKey(here.href)) {
    // The parameters that only the page has are what it was found by, as long as nothing else is said in their place.
    const kept = new Set(said.searchParams.keys());
    if (
      [...here.searchParams.keys()].some(
        (name) => !kept.has(name) && /id|^p$|^n$|news|item|article|bai|tin/i.test(name),
      )
    )
      return undefined;
  }
  return { own: url };
}

// Under these many sites stand side by side that have nothing in common.
const suffix = /^(?:(?:com|gov|org|edu|net|co|ac|gob|go|gouv|info|name|health|int|pro|biz)\.)?[a-z]{2,}$/;
const sameSite = (one: string, other: string): boolean =>
  one === other ||
  (one.endsWith(`.${other}`) && !suffix.test(other)) ||
  (other.endsWith(`.${one}`) && !suffix.test(one));
const isPublicName = (host: string): boolean =>
  host.includes('.') &&
  !/^[\d.]+$/.test(host) &&
  !host.startsWith('[') &&
  !/\.(?:local|localhost|internal|test|lan)$/.test(host);
