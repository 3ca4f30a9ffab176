import { createHash } from 'node:crypto';
import { Faults } from '../../feed/feed.ts';
import { parsed } from '../../feed/values.ts';
import { decode } from '../../text/decode.ts';
import { unlike } from '../answer.ts';
import { type Kind, Troubled } from '../kind.ts';
import { current, deliveredFeed } from './delivery.ts';
import { newsmlVersion, readNewsml } from './newsml.ts';
import { ninjsVersion, readNinjs } from './ninjs.ts';

const accept =
  'application/ninjs+json, application/vnd.iptc.g2.newsmessage+xml, application/vnd.iptc.g2.newsitem+xml, application/json;q=0.9, application/xml;q=0.9, */*;q=0.5';

/** A document of an agency at an address, read again and again: IPTC ninjs or NewsML-G2, whichever it turns out to be. */
export const packages: Kind = {
  async read({ channel, ask, now }) {
    // When an embargo has ended, the document is read again although it is the same.
    const { embargo } = channel.memory;
    const over = typeof embargo === 'string' && Date.parse(embargo) <= now.getTime();
    const answer = await ask(channel.fetchUrl, { accept, conditional: !over });
    if (answer.notModified) return { unchanged: true, answer };
    const hash = createHash('sha256').update(answer.body).digest().subarray(0, 16);
    if (channel.bodyHash?.equals(hash) && !over) return { unchanged: true, answer };
    const { text } = decode(answer.body, answer.headers['content-type']);
    const faults = new Faults();
    const moment = { now, faults };
    const isXml = /^\s*\ufeff?\s*</.test(text);
    const document = isXml ? undefined : parsed(text);
    const delivered = isXml ? readNewsml(text, answer.url, moment) : readNinjs(document, answer.url, moment);
    if (delivered === undefined) throw new Troubled(unlike(answer, 'ninjs or NewsML-G2'), answer);
    const embargoes = delivered.flatMap(({ embargoed }) => (embargoed && embargoed > now ? [embargoed.getTime()] : []));
    const feed = isXml
      ? deliveredFeed('newsml', current(delivered, now), faults.list(), newsmlVersion(text))
      : deliveredFeed('ninjs', current(delivered, now), faults.list(), ninjsVersion(document));
    const next = embargoes.length > 0 ? new Date(Math.min(...embargoes)).toISOString() : null;
    return { answer, feed, hash, memory: { embargo: next } };
  },
};
