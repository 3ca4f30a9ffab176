import { createHash } from 'node:crypto';
import { parseFeed } from '../feed/parse.ts';
import { notAFeed } from '../outcome.ts';
import { type Kind, Troubled } from './kind.ts';

const accept =
  'application/rss+xml, application/atom+xml, application/feed+json, application/json;q=0.9, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5';

/** RSS, RDF, Atom, CDF and JSON Feed: one address, one document. */
export const feed: Kind = {
  async read({ channel, ask, now }) {
    const answer = await ask(channel.fetchUrl, { accept, conditional: true });
    if (answer.notModified) return { unchanged: true, answer };
    const hash = createHash('sha256').update(answer.body).digest().subarray(0, 16);
    if (channel.bodyHash?.equals(hash)) return { unchanged: true, answer };
    const feed = parseFeed(answer.body, { headers: answer.headers, url: answer.url, now });
    if (feed.kind === 'none') throw new Troubled(notAFeed(answer), answer);
    return { answer, feed, hash };
  },
};
