/**
 * How surely items are tagged with places, titles, organisations and people.
 *
 *   node bench/tags.ts [--set FILE] [--show] [--time N]
 *
 * Sentences written for this, in Vietnamese and English, half of them traps; `--set` names others: `{ lang, day, text, tags }` each, a
 * place by the slug of the record that is meant (`place:ha-giang`). `--show` prints what was missed and what was wrong, `--time` the time
 * of an item, from the sentences put together N times. Intervals are Wilson's at 95 %.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { atlasOf } from '../src/places/index.ts';
import { readGazetteer } from '../src/places/pack.ts';
import { packageRoot } from '../src/platform/index.ts';
import { openPack } from '../src/platform/pack.ts';
import { groundOf } from '../src/stories/tags/ground.ts';
import { placeOf } from '../src/stories/tags/registry.ts';
import { type Tag, tagKinds, tagText } from '../src/stories/tags/tag.ts';
import { openTagger } from '../src/stories/tags/tagger.ts';
import { wilson } from './wilson.ts';

const { values } = parseArgs({
  options: {
    set: { type: 'string' },
    show: { type: 'boolean', default: false },
    time: { type: 'string', default: '0' },
  },
});
const shape = z.array(z.object({ lang: z.string(), day: z.iso.date(), text: z.string(), tags: z.array(z.string()) }));
const file = values.set ?? join(import.meta.dirname, 'tags/sentences.json');
const sentences = shape.parse(JSON.parse(readFileSync(file, 'utf8')));

const pack = openPack(join(packageRoot, 'country/vn'));
const { places, titles } = readGazetteer(pack);
const atlas = atlasOf(places);
const tagger = openTagger(groundOf(atlas, titles, pack));

const named = (tag: Tag): string =>
  tag.kind === 'place' ? `place:${placeOf({ atlas }, tag.key)?.slug}` : tagText(tag);
const prefix = { place: 'place:', title: 'title:', organisation: 'org:', person: 'person:' };

/** A sentence is read as a text, a headline as a title. */
const read = ({ lang, day, text }: (typeof sentences)[number]): Set<string> => {
  const whole = /[.?!]$/.test(text);
  return new Set(tagger({ lang, title: whole ? '' : text, summary: '', text: whole ? text : '' }, day).map(named));
};

const answers = sentences.map((sentence) => ({ sentence, found: read(sentence) }));
const share = (hits: number, of: number): string => {
  const [least, most] = wilson(hits, of);
  const per = (value: number) => value.toFixed(3);
  return of === 0 ? '–' : `${per(hits / of)} (${per(least)}–${per(most)}), ${hits} of ${of}`;
};

console.log(
  `${sentences.length} sentences, ${sentences.filter(({ tags }) => tags.length === 0).length} of them without a tag\n`,
);
console.log('| kind | language | precision | recall |\n| --- | --- | --- | --- |');
for (const kind of [...tagKinds, undefined])
  for (const lang of [undefined, ...new Set(sentences.map((sentence) => sentence.lang))]) {
    const of = answers.filter(({ sentence }) => lang === undefined || sentence.lang === lang);
    const some = (all: Iterable<string>) =>
      [...all].filter((tag) => kind === undefined || tag.startsWith(prefix[kind]));
    const right = of.flatMap(({ sentence, found }) => some(found).filter((tag) => sentence.tags.includes(tag))).length;
    const said = of.flatMap(({ found }) => some(found)).length;
    const due = of.flatMap(({ sentence }) => some(sentence.tags)).length;
    console.log(`| ${kind ?? 'all'} | ${lang ?? 'both'} | ${share(right, said)} | ${share(right, due)} |`);
  }

if (values.show)
  for (const { sentence, found } of answers) {
    const missed = sentence.tags.filter((tag) => !found.has(tag));
    const wrong = [...found].filter((tag) => !sentence.tags.includes(tag));
    if (missed.length + wrong.length > 0)
      console.log(`\n${sentence.lang} ${sentence.text}\n  missed: ${missed.join(' ')}\n  wrong: ${wrong.join(' ')}`);
  }

const times = Number(values.time);
if (times > 0) {
  const items = Array.from({ length: times }, (_, at) => {
    const own = sentences.filter(({ lang }) => lang === 'vi').map(({ text }) => text);
    const text = [...own.slice(at % own.length), ...own].join(' ').slice(0, 1_500);
    return { lang: 'vi', title: own[at % own.length] ?? '', summary: text.slice(0, 300), text };
  });
  const began = performance.now();
  for (const item of items) tagger(item, '2026-03-02');
  console.log(`\n${((performance.now() - began) / times).toFixed(2)} ms an item of 1,500 characters, ${times} items`);
}
