import { fold } from '../../language/index.ts';
import { keyText } from '../../places/index.ts';
import type { Readable } from '../strand.ts';
import { type Field, fieldsOf } from './field.ts';
import { type Find, type Found, openFinder } from './finder.ts';
import type { Ground } from './ground.ts';
import { isForeign } from './organisations.ts';
import { peopleIn, type Span } from './people.ts';
import { placeKeyMeant, placeReading } from './places.ts';
import type { Evidence, Tag, TagKind } from './tag.ts';

/** Tells what an item of a day (`YYYY-MM-DD`) is about. */
export type Tagger = (item: Readable, day: string) => Tag[];

const mostOfKind = 20;
const mostEvidence = 8;
const longestWords = 160;

/** Makes ready what tags are found by; see docs/method/stories.md for what counts as a mention. */
export function openTagger(ground: Ground): Tagger {
  const find = openFinder(ground.called);
  return (item, day) => {
    const seen = new Collection();
    for (const field of fieldsOf(item)) readField(ground, find, field, day, seen);
    return seen.tags();
  };
}

function readField(ground: Ground, find: Find, field: Field, day: string, seen: Collection): void {
  const held: Span[] = [];
  const add = (kind: TagKind, key: string, words: string, office?: string) =>
    seen.add(kind, key, {
      where: field.where,
      words: words.slice(0, longestWords),
      count: 1,
      ...(office ? { office } : {}),
    });
  const addPlace = (slug: string, words: string) => {
    const key = placeKeyMeant(ground.atlas, slug, day);
    if (key !== undefined) add('place', key, words);
  };
  for (const found of find(field, day)) {
    const { called, text } = found;
    if (called.kind === 'place') {
      const reading = placeReading(field, found, ground.careful);
      if (reading === 'place') addPlace(called.id, text);
      if (reading === 'person') continue;
      held.push(reading === 'longer' ? longer(field, found) : spanOf(found));
      continue;
    }
    if (called.kind === 'organisation' && !called.international && isForeign(field, found)) {
      held.push({ ...spanOf(found), kind: 'other' });
      continue;
    }
    held.push(spanOf(found));
    if (called.kind === 'title') {
      add('title', called.id, text);
      if (called.with === undefined)
        for (const slug of placesWithin(ground, find, found, field, day)) addPlace(slug, text);
    } else if (called.kind === 'organisation') add('organisation', called.id, text);
    else if (called.kind === 'office' && !isForeign(field, found))
      for (const id of organisationsOf(find, found, field, day)) add('organisation', id, text);
  }
  for (const { key, name, office } of peopleIn(field, held)) add('person', key, name, office);
}

const spanOf = ({ called, text, start, end }: Found): Span => ({ kind: called.kind, text, start, end });

/** The whole of a longer name, so that no part of it is taken for somebody: "Hà Nội Mới". */
function longer({ text }: Field, { start, end }: Found): Span {
  const [more = ''] = /^(?:\s\p{Lu}[\p{L}\p{M}]*)*/u.exec(text.slice(end)) ?? [];
  return { kind: 'other', text: text.slice(start, end + more.length), start, end: end + more.length };
}

/** The organisations that an office names: "Minister of Justice", "Người phát ngôn Bộ Ngoại giao". */
function organisationsOf(find: Find, { called, text }: Found, field: Field, day: string): string[] {
  if (called.organisation !== undefined) return [called.organisation];
  return within(find, text, field, day).flatMap(({ called: { kind, id } }) => (kind === 'organisation' ? [id] : []));
}

/** The names within a name: without its first or its last word, since as a whole it is the longer one. */
function within(find: Find, text: string, field: Field, day: string): Found[] {
  if (!text.includes(' ')) return [];
  const found = [text.slice(text.indexOf(' ') + 1), text.slice(0, text.lastIndexOf(' '))].flatMap((part) =>
    find({ ...field, text: part }, day),
  );
  return [...new Map(found.map((each) => [`${each.called.kind} ${each.called.id}`, each])).values()];
}

/** The places named within the name of a title that is held there: "Cố đô Huế", "Quan họ Bắc Ninh". */
function placesWithin(
  { atlas, titles }: Ground,
  find: Find,
  { called, text }: Found,
  field: Field,
  day: string,
): string[] {
  const title = titles.get(called.id);
  const holders = new Set([...(title?.placesThen ?? []), ...(title?.placesNow ?? [])].map(keyText));
  const slugs = new Set(atlas.places.filter((place) => holders.has(keyText(place))).map(({ slug }) => slug));
  return within(find, text, field, day).flatMap(({ called: { kind, id } }) =>
    kind === 'place' && slugs.has(id) ? [id] : [],
  );
}

/** Tags as they are found, each with its words. */
class Collection {
  readonly #tags = new Map<string, { kind: TagKind; key: string; evidence: Evidence[] }>();

  add(kind: TagKind, key: string, evidence: Evidence): void {
    const name = `${kind} ${key}`;
    const tag = this.#tags.get(name) ?? { kind, key, evidence: [] };
    this.#tags.set(name, tag);
    const same = tag.evidence.find(({ where, words }) => where === evidence.where && words === evidence.words);
    if (!same) {
      if (tag.evidence.length < mostEvidence) tag.evidence.push(evidence);
      return;
    }
    same.count += 1;
    if (evidence.office) same.office ??= evidence.office;
  }

  tags(): Tag[] {
    const counted = new Map<TagKind, number>();
    return [...this.#tags.values()]
      .map((tag) => ({ ...tag, shown: shownOf(tag.evidence) }))
      .sort((a, b) => mentions(b) - mentions(a))
      .filter(({ kind }) => {
        const before = counted.get(kind) ?? 0;
        counted.set(kind, before + 1);
        return before < mostOfKind;
      });
  }
}

const mentions = ({ evidence }: Pick<Tag, 'evidence'>): number =>
  evidence.reduce((sum, { count, where }) => sum + (where === 'title' ? 3 * count : count), 0);

/** The spelling with most diacritics: it says most. */
function shownOf(evidence: readonly Evidence[]): string {
  const marks = (text: string) => [...text].filter((letter) => fold(letter) !== letter.toLowerCase()).length;
  return evidence.map(({ words }) => words).reduce((best, words) => (marks(words) > marks(best) ? words : best));
}
