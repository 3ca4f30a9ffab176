import { isObject, type Json, objects, plainString, string } from '../../feed/values.ts';
import { webAddress } from '../../markup/address.ts';
import { sanitise } from '../../markup/sanitise.ts';
import { inWords, objectOf, trouble, unlike } from '../answer.ts';
import { type Ask, Troubled } from '../kind.ts';
import { list, typesOf } from './object.ts';

/** What servers of the fediverse are asked for (ActivityPub §3.2). */
export const activityJson =
  'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"';

const actorTypes = new Set(['Person', 'Service', 'Organization', 'Group', 'Application']);

/** Somebody of the fediverse, as far as it concerns reading what they say. */
export type Actor = {
  id: string;
  outbox: string;
  name: string | undefined;
  link: string | undefined;
  description: string | undefined;
  image: string | undefined;
};

/** What a server that reads nobody without a signature answers, in words. */
export const unsigned = (host: string) =>
  `${host} shows this only to servers that sign their requests (authorised fetch), which this portal does not; ask the outlet for its feed`;

/**
 * The actor at an address: the address itself when it answers with one, else by WebFinger (RFC 7033) the one that goes
 * by the address or by the name in it (`/@name`, `/@name@server`). Throws a Troubled that says why there is none.
 */
export async function findActor(ask: Ask, address: string): Promise<Actor> {
  const { host } = new URL(address);
  const words = {
    forbidden: unsigned(host),
    gone: `the account at ${address} was deleted or suspended by ${host}`,
  };
  let reason: unknown;
  try {
    const answer = await inWords(words, () => ask(address, { accept: activityJson }));
    const actor = actorOf(objectOf(answer, 'an actor'));
    if (actor) return actor;
  } catch (error) {
    // A page for people, or nothing, may still be somebody's address by WebFinger.
    if (!(error instanceof Troubled) || !/^(not-a-feed|not-found|refused)$/.test(error.trouble.outcome)) throw error;
    reason = error;
  }
  for (const resource of resourcesOf(address)) {
    const id = await byWebFinger(ask, resource);
    if (id === undefined) continue;
    const answer = await inWords({ ...words, forbidden: unsigned(new URL(id).host) }, () =>
      ask(id, { accept: activityJson }),
    );
    const actor = actorOf(objectOf(answer, 'an actor'));
    if (actor) return actor;
    throw new Troubled(unlike(answer, 'an actor'), answer);
  }
  if (reason instanceof Troubled && reason.trouble.outcome !== 'not-a-feed') throw reason;
  throw new Troubled(
    trouble('not-a-feed', null, `nobody of the fediverse goes by ${address}; write the address of a profile`),
  );
}

type Resource = { host: string; name: string };

function resourcesOf(address: string): Resource[] {
  const { origin, host, pathname } = new URL(address);
  const [, name, elsewhere] =
    /^\/(?:@|users\/|u\/|c\/|a\/|video-channels\/|accounts\/|author\/)([\w.-]+)(?:@([\w.:-]+))?\/?$/.exec(pathname) ??
    [];
  const named = name === undefined ? [] : [{ host: elsewhere ?? host, name: `acct:${name}@${elsewhere ?? host}` }];
  return [...named, { host, name: `${origin}${pathname}` }];
}

async function byWebFinger(ask: Ask, { host, name }: Resource): Promise<string | undefined> {
  const scheme = /^(127\.0\.0\.1|localhost)(:|$)/.test(host) ? 'http' : 'https';
  const url = `${scheme}://${host}/.well-known/webfinger?resource=${encodeURIComponent(name)}`;
  try {
    const found = objectOf(await ask(url, { accept: 'application/jrd+json, application/json' }), 'a WebFinger answer');
    const self = objects(found.links).find(
      (link) => link.rel === 'self' && /activity\+json|activitystreams/.test(string(link.type) ?? ''),
    );
    return webAddress(string(self?.href) ?? '');
  } catch (error) {
    if (error instanceof Troubled && !error.trouble.host) return undefined;
    throw error;
  }
}

function actorOf(found: Json): Actor | undefined {
  const id = webAddress(string(found.id) ?? '');
  const outbox = webAddress(string(found.outbox) ?? '');
  if (!id || !outbox || !typesOf(found).some((type) => actorTypes.has(type))) return undefined;
  const icon = list(found.icon)[0];
  const [page] = list(found.url);
  return {
    id,
    outbox,
    name: plainString(found.name) ?? plainString(found.preferredUsername),
    link: webAddress((isObject(page) ? string(page.href) : string(page)) ?? id),
    description: sanitise(string(found.summary) ?? '', { base: id }),
    image: webAddress((isObject(icon) ? string(icon.url) : string(icon)) ?? ''),
  };
}
