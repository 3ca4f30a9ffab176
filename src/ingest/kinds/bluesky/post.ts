import type { Moment } from '../../feed/constructs.ts';
import { type Item, type Medium, present } from '../../feed/feed.ts';
import { dateIn, isObject, type Json, objects, plainString, string } from '../../feed/values.ts';
import { webAddress } from '../../markup/address.ts';
import { escapeAttribute, escapeText } from '../../markup/entities.ts';
import { paragraphs, pictured } from '../answer.ts';
import { richText } from './facets.ts';

/**
 * A post of an author feed (lexicon app.bsky.feed.defs#feedViewPost) as an item; undefined for a repost, an answer to
 * somebody else, and what is no post. `web` is where people read it.
 */
export function postItem(view: Json, { did, web }: { did: string; web: string }, moment: Moment): Item | undefined {
  const post = isObject(view.post) ? view.post : {};
  const author = isObject(post.author) ? post.author : {};
  const record = isObject(post.record) ? post.record : {};
  const uri = string(post.uri);
  const reason = isObject(view.reason) ? string(view.reason.$type) : undefined;
  if (uri === undefined || reason?.endsWith('#reasonRepost') || string(author.did) !== did) return undefined;
  if (answersOthers(record, did)) return undefined;
  const { html, tags } = richText(string(record.text) ?? '', record.facets, web);
  const embed = embedOf(post.embed, web);
  const handle = string(author.handle) ?? did;
  return present({
    id: uri,
    link: postLink(uri, handle, web),
    published: dateIn(record.createdAt, moment) ?? dateIn(post.indexedAt, moment),
    authors: [present({ name: plainString(author.displayName) ?? handle, url: `${web}/profile/${handle}` })],
    content: html + embed.html + pictured(embed.media),
    language: languageOf(record.langs),
    categories: [...tags, ...strings(record.tags)].map((term) => ({ term })),
    enclosures: [],
    media: embed.media,
    image: embed.media.find((one) => one.kind === 'image')?.url ?? embed.media[0]?.thumbnail ?? embed.picture,
    whole: true as const,
  });
}

/** The address at which people read a post: `…/profile/<handle>/post/<key>`; undefined for what is no post's address. */
export function postLink(uri: string, author: string, web: string): string | undefined {
  const key = /^at:\/\/[^/]+\/app\.bsky\.feed\.post\/([\w.~:-]+)$/.exec(uri)?.[1];
  return key && `${web}/profile/${author}/post/${key}`;
}

function answersOthers({ reply }: Json, did: string): boolean {
  const parent = isObject(reply) && isObject(reply.parent) ? string(reply.parent.uri) : undefined;
  return parent !== undefined && !parent.startsWith(`at://${did}/`);
}

// A post in several languages is told by its words.
function languageOf(langs: unknown): string | undefined {
  const named = strings(langs);
  return named.length === 1 ? named[0] : undefined;
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.flatMap((one) => string(one) ?? []) : []);

type Embed = { html: string; media: Medium[]; picture?: string | undefined };

/** What is attached to a post: pictures, a film, a page, another post, or a post and one of the others. */
function embedOf(embed: unknown, web: string): Embed {
  if (!isObject(embed)) return { html: '', media: [] };
  switch (string(embed.$type)) {
    case 'app.bsky.embed.images#view':
      return { html: '', media: objects(embed.images).flatMap((image) => picture(image) ?? []) };
    case 'app.bsky.embed.video#view': {
      const film = video(embed);
      return { html: '', media: film ? [film] : [] };
    }
    case 'app.bsky.embed.external#view':
      return external(isObject(embed.external) ? embed.external : {});
    case 'app.bsky.embed.record#view':
      return { html: quoted(embed.record, web), media: [] };
    case 'app.bsky.embed.recordWithMedia#view': {
      const { html, ...media } = embedOf(embed.media, web);
      const record = isObject(embed.record) ? embed.record.record : undefined;
      return { html: html + quoted(record, web), ...media };
    }
    default:
      return { html: '', media: [] };
  }
}

function picture(image: Json): Medium | undefined {
  const url = webAddress(string(image.fullsize) ?? string(image.thumb) ?? '');
  if (!url) return undefined;
  const thumbnail = webAddress(string(image.thumb) ?? '');
  return present({ url, kind: 'image' as const, description: plainString(image.alt), thumbnail, ...sizeOf(image) });
}

function video(embed: Json): Medium | undefined {
  const url = webAddress(string(embed.playlist) ?? '');
  if (!url) return undefined;
  const thumbnail = webAddress(string(embed.thumbnail) ?? '');
  const type = 'application/vnd.apple.mpegurl';
  return present({
    url,
    kind: 'video' as const,
    type,
    description: plainString(embed.alt),
    thumbnail,
    ...sizeOf(embed),
  });
}

function sizeOf({ aspectRatio }: Json) {
  const { width, height } = isObject(aspectRatio) ? aspectRatio : {};
  const pixels = (value: unknown) => (typeof value === 'number' && value > 0 ? Math.round(value) : undefined);
  return { width: pixels(width), height: pixels(height) };
}

function external(page: Json): Embed {
  const url = webAddress(string(page.uri) ?? '');
  if (!url) return { html: '', media: [] };
  const title = escapeText(plainString(page.title) ?? url);
  const html = `<p><a href="${escapeAttribute(url)}">${title}</a></p>${paragraphs(string(page.description) ?? '')}`;
  return { html, media: [], picture: webAddress(string(page.thumb) ?? '') };
}

/** Another post that this one shows, set off as a quotation with its author. */
function quoted(record: unknown, web: string): string {
  const view = isObject(record) ? record : {};
  const author = isObject(view.author) ? view.author : {};
  const value = isObject(view.value) ? view.value : {};
  const [text, handle, uri] = [string(value.text), string(author.handle), string(view.uri)];
  if (text === undefined || handle === undefined) return '';
  const link = uri && postLink(uri, handle, web);
  const name = escapeText(`@${handle}`);
  const source = link ? `<a href="${escapeAttribute(link)}">${name}</a>` : name;
  return `<blockquote>${richText(text, value.facets, web).html}<p>${source}</p></blockquote>`;
}
