import { Faults, type Feed } from '../feed/feed.ts';
import { isObject, type Json, parsed, string } from '../feed/values.ts';
import type { Delivery } from '../kinds/package/delivery.ts';
import { readNewsml } from '../kinds/package/newsml.ts';
import { deliveryOf } from '../kinds/package/ninjs.ts';
import { decode } from '../text/decode.ts';
import { type Problem, problem } from './problem.ts';
import { readSimple } from './simple.ts';

/** So many items are taken at once. */
export const mostItems = 200;

/** One item of a request: what it delivers, or what is wrong with it. */
export type Sent = { id: string | undefined } & ({ delivery: Delivery } | { wrong: string });

export type Body = { kind: Feed['kind']; sent: Sent[]; faults: Faults };

/**
 * Reads the body of a push: ninjs (one object or an array), NewsML-G2, or our own form `{ "items": […] }`. Bad items are
 * told one by one and keep no good one back; a body of another kind is a problem as a whole.
 */
export function readBody(
  bytes: Uint8Array,
  { type, base, now }: { type: string | undefined; base: string; now: Date },
): Body | Problem {
  const media = (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isXml = /^(application|text)\/xml$|\+xml$/.test(media);
  if (!isXml && !/^application\/json$|\+json$/.test(media))
    return problem(
      'wrong-type',
      `${media || 'nothing'} was sent; send application/json (ours, or ninjs) or application/xml (NewsML-G2)`,
    );
  const { text } = decode(bytes, type);
  const faults = new Faults();
  const moment = { now, faults };
  if (isXml) {
    const delivered = readNewsml(text, base, moment);
    if (!delivered)
      return problem('unreadable', 'no newsItem of NewsML-G2 was found in the XML; send a newsItem or a newsMessage');
    return bounded({ kind: 'newsml', faults, sent: delivered.map((delivery) => ({ id: delivery.item.id, delivery })) });
  }
  const document = parsed(text);
  if (document === undefined)
    return problem('unreadable', 'the body is no JSON; check that it is whole and encoded in UTF-8');
  const items = Array.isArray(document)
    ? document
    : isObject(document) && Array.isArray(document.items)
      ? document.items
      : [document];
  const ours = isObject(document) && Array.isArray(document.items);
  const sent = items.slice(0, mostItems + 1).map((one: unknown): Sent => {
    if (!isObject(one)) return { id: undefined, wrong: 'the item is no JSON object' };
    const isNinjs = string(one.uri) !== undefined || (!ours && string(one.id) === undefined);
    return isNinjs ? ninjsItem(one, base, moment) : ownItem(one, base, moment);
  });
  const kind = sent.some((one) => 'delivery' in one) && !ours ? 'ninjs' : 'json';
  return bounded({ kind, faults, sent });
}

function bounded(body: Body): Body | Problem {
  if (body.sent.length <= mostItems) return body;
  return problem('too-many', `at most ${mostItems} items are taken at once; send the rest in further requests`);
}

type At = { now: Date; faults: Faults };

function ninjsItem(one: Json, base: string, moment: At): Sent {
  const delivery = deliveryOf(one, base, moment);
  if (!delivery)
    return { id: undefined, wrong: 'uri: is missing; every ninjs object names one (our own form names an id)' };
  const { item } = delivery;
  const hasWords = item.withdrawn || item.title || item.content || item.summary;
  return hasWords ? { id: item.id, delivery } : { id: item.id, wrong: 'the item has no headline, body or description' };
}

function ownItem(one: Json, base: string, moment: At): Sent {
  const read = readSimple(one, base, moment);
  return 'wrong' in read ? { id: string(one.id), ...read } : { id: read.item.id, delivery: read };
}
