import type { Fetched } from '../../platform/index.ts';
import { type AddressFault, type Channel, type ChannelKind, readAddress, unregistered } from '../../sources/index.ts';
import { isObject, objects, parsed, string } from '../feed/values.ts';
import { type Ask, Troubled } from '../kinds/kind.ts';
import { kinds } from '../kinds/kinds.ts';
import { guessList } from '../kinds/listing/guess.ts';
import { notAFeed } from '../outcome.ts';
import { decode } from '../text/decode.ts';
import type { Deps } from '../visit.ts';
import { type Asker, type Asks, type Bounds, bounds, Enough, type Errand, openAsker } from './ask.ts';
import type { Candidate, Findings, Site, Step, Why } from './found.ts';
import { judge, rank } from './judge.ts';
import { type Home, readHome } from './page.ts';
import { platformOf, usualFeeds, usualSitemaps } from './platform.ts';
import { type Profile, profileAt, youtubeFeed } from './profile.ts';

const accept = 'text/html, application/xhtml+xml;q=0.9, application/xml;q=0.8, application/json;q=0.8, */*;q=0.5';
const mostCandidates = 12;
/** Questions that one candidate may cost: a sitemap is asked for files below it. */
const mostOfOne = 4;
const atOnce = 2;

/** Something to be asked. */
type Try = { kind: ChannelKind; url: string; why: Why; title?: string; settings?: Channel['settings'] };
type Page = { answer: Fetched; html: string; home: Home };
type Search = AsyncGenerator<Step, void>;

/** Whether something can be looked for at what was typed: an address, or the handle of a profile. */
export function readPlace(typed: string): { url: URL } | { profile: Profile } | { fault: AddressFault } {
  const profile = profileAt(typed);
  if (profile && profile.network !== 'youtube' && !/^https?:/i.test(typed.trim())) return { profile };
  return readAddress(typed);
}

/**
 * Looks for the channels of whoever stands behind an address: a home page, a section, a bare domain, a feed or sitemap
 * itself, a profile on YouTube, the fediverse or Bluesky. What the page declares is asked first, then what robots.txt and
 * the platform tell, then the usual places; the list on the page itself is the last resort. Each candidate is really asked
 * and read, within bounds of questions and time and in the lanes of its host. Gives every question as it is answered,
 * and at the end what was found, the best first. Throws a RangeError when nothing can be looked for at `typed`.
 */
export function discover(
  deps: Asks & Pick<Deps, 'identify'>,
  typed: string,
  { limits = bounds, ...errand }: Errand & { limits?: Bounds } = {},
): AsyncGenerator<Step, Findings> {
  const place = readPlace(typed);
  if ('fault' in place) throw new RangeError(`discovery: nothing can be looked for at "${typed.slice(0, 200)}"`);
  return new Discovery(deps, typed.trim(), openAsker(deps, limits, errand)).run('url' in place ? place.url : undefined);
}

class Discovery {
  readonly #deps: Pick<Deps, 'clock' | 'identify'>;
  readonly #typed: string;
  readonly #ask: Asker;
  readonly #steps: Step[] = [];
  readonly #candidates: Candidate[] = [];
  readonly #tried = new Set<string>();
  /** Feeds that pages which were asked as feeds lead to. */
  readonly #led: Try[] = [];
  #site: Site | null = null;
  #language: string | undefined;
  #trouble: Findings['trouble'] = null;
  #cut: Findings['cut'] = null;

  constructor(deps: Pick<Deps, 'clock' | 'identify'>, typed: string, ask: Asker) {
    this.#deps = deps;
    this.#typed = typed;
    this.#ask = ask;
  }

  async *run(url: URL | undefined): AsyncGenerator<Step, Findings> {
    try {
      yield* this.#look(url);
    } catch (error) {
      if (!(error instanceof Enough)) throw error;
      this.#cut = error.reason;
    }
    return {
      address: this.#typed,
      at: this.#deps.clock().toISOString(),
      site: this.#site,
      candidates: rank(this.#candidates).slice(0, mostCandidates),
      steps: this.#steps,
      trouble: this.#trouble,
      cut: this.#cut,
    };
  }

  async *#look(url: URL | undefined): Search {
    const profile = profileAt(this.#typed);
    if (profile) yield* this.#profile(profile, url);
    if (url === undefined || this.#has(() => true)) return;
    const page = yield* this.#given(url);
    const root = new URL('/', page?.answer.url ?? url).href;
    // A host that gives no answer at all is not asked for anything else.
    if (page === undefined && (this.#has(() => true) || this.#isDown())) return;
    if (page) yield* this.#declaredOn(page);
    const robots = yield* this.#robots(root);
    if (page && new URL(page.answer.url).pathname !== '/' && !this.#has(isPost)) {
      const front = yield* this.#open(root, 'home');
      if (front) yield* this.#declaredOn(front);
    }
    if (page) yield* this.#all(page.home.linked.slice(0, 6).map((link) => feedTry(link, 'linked')));
    yield* this.#all(this.#led.splice(0, 6));
    const platform = this.#site?.platform ?? null;
    if (!this.#has(isPost)) {
      const usual = usualFeeds(root, platform).slice(0, page ? 9 : 3);
      yield* this.#until(
        isPost,
        usual.map((at) => feedTry({ url: at }, platform ? 'platform' : 'usual')),
      );
      yield* this.#all(this.#led.splice(0, 6));
    }
    yield* this.#until(
      ({ kind, items }) => kind === 'sitemap' && items > 0,
      [
        ...robots.map((at) => ({ kind: 'sitemap' as const, url: at, why: 'robots' as const })),
        ...(robots.length > 0 ? [] : usualSitemaps(root, platform).slice(0, page ? 4 : 2)).map((at) => ({
          kind: 'sitemap' as const,
          url: at,
          why: 'usual' as const,
        })),
      ],
    );
    if (page) yield* this.#listing(page);
  }

  /** Whether a candidate that is worth having fits. */
  #has(fits: (candidate: Candidate) => boolean): boolean {
    return this.#candidates.some((candidate) => candidate.score > 0 && fits(candidate));
  }

  #isDown(): boolean {
    return this.#steps.every(
      ({ result }) =>
        result === 'dns' ||
        result === 'connect' ||
        result === 'timeout' ||
        result === 'tls' ||
        result === 'private-address' ||
        result === 'address',
    );
  }

  /** Asks the address itself; where its host is not known, or does not speak TLS, its near relatives too. */
  async *#given(url: URL): AsyncGenerator<Step, Page | undefined> {
    const tries = [url.href];
    const bare = !/^https?:/i.test(this.#typed);
    if (bare && !url.hostname.startsWith('www.') && !/^[\d.]+$/.test(url.hostname))
      tries.push(Object.assign(new URL(url), { hostname: `www.${url.hostname}` }).href);
    if (bare) tries.push(Object.assign(new URL(url), { protocol: 'http:' }).href);
    for (const [place, address] of tries.entries()) {
      const page = yield* this.#open(address, 'given');
      const [last] = this.#steps.slice(-1);
      const unreachable = last !== undefined && ['dns', 'connect', 'tls', 'timeout', 'protocol'].includes(last.result);
      if (page || !unreachable || place === tries.length - 1) return page;
    }
    return undefined;
  }

  /** Asks for a page; a document that is a channel itself becomes a candidate instead. */
  async *#open(url: string, why: Why): AsyncGenerator<Step, Page | undefined> {
    let answer: Fetched;
    try {
      answer = await this.#ask(url, { accept });
      const gate = isHtml(answer) ? notAFeed(answer) : undefined;
      if (gate?.outcome === 'gate') throw new Troubled(gate, answer);
    } catch (error) {
      const { trouble } = troubled(error);
      if (why === 'given') this.#trouble = { outcome: trouble.outcome, detail: trouble.detail };
      yield this.#note({ url, why, result: trouble.outcome, items: 0, detail: trouble.detail });
      return undefined;
    }
    if (why === 'given') this.#trouble = null;
    if (!isHtml(answer)) {
      for (const kind of ['feed', 'sitemap', 'package', 'wordpress'] as const) {
        const step = await this.#probe({ kind, url, why });
        if (step.result !== 'channel' && kind !== 'wordpress') continue;
        yield this.#note(step.result === 'channel' ? step : { ...step, result: 'nothing' });
        return undefined;
      }
    }
    const { text: html } = decode(answer.body, answer.headers['content-type']);
    const home = readHome(html, answer.url, answer.headers.link);
    this.#site ??= {
      url: answer.url,
      title: home.title ?? null,
      name: home.name ?? null,
      language: home.language ?? null,
      platform: platformOf(html, home.generator, answer.headers),
    };
    this.#language ??= home.language;
    yield this.#note({ url: answer.url, why, result: 'page', items: 0, detail: null });
    return { answer, html, home };
  }

  /** What a page declares: its feeds, its WordPress interface, its channel on YouTube where it is one. */
  async *#declaredOn({ home, answer }: Page): Search {
    const tries = home.declared.slice(0, 6).map((link) => feedTry(link, 'declared'));
    const root = home.api ?? (this.#site?.platform === 'wordpress' ? new URL('/wp-json/', answer.url).href : undefined);
    if (root !== undefined) tries.splice(1, 0, { kind: 'wordpress', url: postsAt(root), why: 'declared' });
    yield* this.#all(tries);
  }

  /** The sitemaps that robots.txt names, those of news first. */
  async *#robots(root: string): AsyncGenerator<Step, string[]> {
    const url = new URL('/robots.txt', root).href;
    try {
      const answer = await this.#ask(url, { accept: 'text/plain, */*;q=0.5', maxBytes: 500_000 });
      const text = isHtml(answer) ? '' : decode(answer.body, answer.headers['content-type']).text;
      const named = [...text.matchAll(/^\s*sitemap\s*:\s*(\S+)/gim)].flatMap(
        ([, at = '']) => URL.parse(at, root)?.href ?? [],
      );
      yield this.#note({
        url,
        why: 'robots',
        result: named.length > 0 ? 'page' : 'nothing',
        items: named.length,
        detail: null,
      });
      const news = (at: string): number => (/news|tin/i.test(at) ? 0 : 1);
      return [...new Set(named)].toSorted((a, b) => news(a) - news(b)).slice(0, 3);
    } catch (error) {
      const { trouble } = troubled(error);
      yield this.#note({ url, why: 'robots', result: trouble.outcome, items: 0, detail: trouble.detail });
      return [];
    }
  }

  /** The list of articles on the page itself, where there is one. */
  async *#listing({ answer, html }: Page): Search {
    const [guess] = guessList(html, answer.url, this.#deps.clock());
    if (guess === undefined || guess.score < 0.5) return;
    yield* this.#all([{ kind: 'listing', url: answer.url, why: 'on-page', settings: { list: guess.selectors } }]);
  }

  /** The channels of a profile. */
  async *#profile(profile: Profile, url: URL | undefined): Search {
    if (profile.network === 'fediverse') yield* this.#fediverse(profile, url);
    if (profile.network === 'bluesky')
      yield* this.#all([{ kind: 'bluesky', url: `https://bsky.app/profile/${profile.actor}`, why: 'profile' }]);
    if (profile.network !== 'youtube') return;
    if (profile.feed) {
      yield* this.#all([{ kind: 'feed', url: profile.feed, why: 'profile' }]);
      return;
    }
    const page = url && (yield* this.#open(url.href, 'given'));
    if (page?.home.youtube)
      yield* this.#all([
        { kind: 'feed', url: youtubeFeed(page.home.youtube), why: 'profile', ...titled(page.home.title) },
      ]);
  }

  /** An account of the fediverse: read at the profile that WebFinger (RFC 7033) names, by Mastodon's interface, else by ActivityPub. */
  async *#fediverse({ user, host }: Profile & { network: 'fediverse' }, url: URL | undefined): Search {
    const scheme = url?.protocol ?? 'https:';
    const finger = `${scheme}//${host}/.well-known/webfinger?resource=${encodeURIComponent(`acct:${user}@${host}`)}`;
    let profile = url?.href ?? `${scheme}//${host}/@${user}`;
    try {
      const said = parsed(
        new TextDecoder().decode((await this.#ask(finger, { accept: 'application/jrd+json, application/json' })).body),
      );
      const links = isObject(said) ? objects(said.links) : [];
      const found = links.find(({ rel }) => rel === 'http://webfinger.net/rel/profile-page')?.href;
      profile = string(found) ?? profile;
      yield this.#note({ url: finger, why: 'profile', result: 'page', items: 0, detail: null });
    } catch (error) {
      const { trouble } = troubled(error);
      yield this.#note({ url: finger, why: 'profile', result: trouble.outcome, items: 0, detail: trouble.detail });
    }
    const at = profile.replace(/\/+$/, '');
    yield* this.#all([
      { kind: 'mastodon', url: at, why: 'profile' },
      { kind: 'feed', url: `${at}.rss`, why: 'profile' },
    ]);
    if (!this.#has(() => true)) yield* this.#all([{ kind: 'activitypub', url: at, why: 'profile' }]);
  }

  /** Asks and reads each, two at a time. */
  async *#all(tries: readonly Try[]): Search {
    yield* this.#until(() => false, tries);
  }

  /** The same until a candidate fits. */
  async *#until(fits: (candidate: Candidate) => boolean, tries: readonly Try[]): Search {
    const fresh = tries.filter(({ kind, url }) => !this.#tried.has(`${kind} ${url}`));
    for (const { kind, url } of fresh) this.#tried.add(`${kind} ${url}`);
    for (let at = 0; at < fresh.length && !this.#has(fits); at += atOnce) {
      const settled = await Promise.allSettled(fresh.slice(at, at + atOnce).map((one) => this.#probe(one)));
      for (const one of settled) if (one.status === 'fulfilled') yield this.#note(one.value);
      for (const one of settled) if (one.status === 'rejected') throw one.reason;
    }
  }

  /** Reads a channel as its kind does, without one being registered. */
  async #probe({ kind, url, why, title, settings }: Try): Promise<Step> {
    let questions = 0;
    const ask: Ask = (address, { accept: wanted, maxBytes } = {}) => {
      if (++questions > mostOfOne)
        throw new Troubled({
          outcome: 'refused',
          status: null,
          detail: 'one look asks no more than this',
          host: false,
          retryAfter: 0,
        });
      return this.#ask(address, { ...(wanted ? { accept: wanted } : {}), ...(maxBytes ? { maxBytes } : {}) });
    };
    const { clock, identify } = this.#deps;
    const now = clock();
    try {
      const reading = await kinds[kind].read({ channel: unregistered(kind, url, settings), ask, now });
      if (reading.unchanged) return { url, why, result: 'nothing', items: 0, detail: null };
      const seen = { kind, url, why, feed: reading.feed, language: this.#language };
      const candidate = judge({ ...seen, ...titled(title), ...(settings ? { settings } : {}) }, { now, identify });
      this.#candidates.push(candidate);
      return { url, why, result: 'channel', items: candidate.items, detail: null };
    } catch (error) {
      const { trouble, answer } = troubled(error);
      if (kind === 'feed' && answer && isHtml(answer) && why !== 'listed') this.#followList(answer);
      const nothing = trouble.outcome === 'not-a-feed' || trouble.outcome === 'not-found';
      return { url, why, result: nothing ? 'nothing' : trouble.outcome, items: 0, detail: trouble.detail };
    }
  }

  /** `/rss` is often a page that lists the feeds of all sections, the main one first. */
  #followList(answer: Fetched): void {
    const { text } = decode(answer.body, answer.headers['content-type']);
    const { declared, linked } = readHome(text, answer.url);
    for (const link of [...declared, ...linked]) this.#led.push(feedTry(link, 'listed'));
  }

  #note(step: Step): Step {
    this.#steps.push(step);
    return step;
  }
}

const isPost = ({ kind, items }: Candidate): boolean => (kind === 'feed' || kind === 'wordpress') && items > 0;

const titled = (title: string | undefined): { title?: string } => (title === undefined ? {} : { title });

const feedTry = ({ url, title }: { url: string; title?: string }, why: Why): Try => ({
  kind: 'feed',
  url,
  why,
  ...titled(title),
});

/** The collection of posts below the root of a WordPress interface, which a site without pretty addresses names in a query. */
function postsAt(root: string): string {
  const url = new URL(root);
  const route = url.searchParams.get('rest_route');
  if (route !== null) {
    url.searchParams.set('rest_route', '/wp/v2/posts');
    return url.href.replaceAll('%2F', '/');
  }
  return new URL('wp/v2/posts', root.endsWith('/') ? root : `${root}/`).href;
}

const isHtml = (answer: Fetched): boolean =>
  /html/i.test(answer.headers['content-type'] ?? '') ||
  /^\s*(?:<!doctype html|<html)/i.test(Buffer.from(answer.body.subarray(0, 200)).toString('latin1'));

/** The trouble that an error speaks of; any other error is thrown on. */
function troubled(error: unknown): Troubled {
  if (error instanceof Troubled) return error;
  throw error;
}
