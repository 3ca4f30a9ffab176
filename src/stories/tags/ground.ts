import { z } from 'zod';
import { type Atlas, readAtlas, readTitles, type Title } from '../../places/index.ts';
import type { Db, Pack } from '../../platform/index.ts';

/** An organisation of the glossary. */
export type Organisation = {
  id: string;
  names: Readonly<Record<string, string>>;
  validFrom?: string;
  validTo?: string;
};

/** A name in all its spellings, and what it stands for. */
export type Called = {
  kind: 'place' | 'title' | 'organisation' | 'office' | 'other';
  /** The slug of a place, the id of a title, organisation or office. */
  id: string;
  forms: readonly string[];
  validFrom?: string | undefined;
  validTo?: string | undefined;
  /** It stands for the title only where one of these is near. */
  with?: readonly string[] | undefined;
  /** The organisation that an office names too: "Minister of Justice". */
  organisation?: string | undefined;
  /** Not of one country. */
  international?: boolean | undefined;
};

/** What tags are found by. */
export type Ground = {
  atlas: Atlas;
  titles: ReadonlyMap<string, Title>;
  called: readonly Called[];
  /** Names that are words of other languages too. */
  careful: ReadonlySet<string>;
};

const names = z.array(z.string().min(1));
const tagsFile = z.object({
  places: z.array(z.object({ slug: z.string(), names })),
  careful: names,
  others: names,
  titles: z.array(z.object({ id: z.string(), names, with: names.optional() })),
  offices: z.object({ entries: names, more: z.array(z.object({ id: z.string(), names })) }),
  organisations: z.object({
    types: names,
    more: names,
    not: names,
    called: z.array(z.object({ id: z.string(), names })),
  }),
});

const day = z.string().nullable();
const glossaryFile = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      vi: z.string(),
      en: z.string(),
      altVi: names,
      altEn: names,
      validFrom: day,
      validTo: day,
    }),
  ),
});
type Entry = z.infer<typeof glossaryFile>['entries'][number];

/** Reads what tags are found by: places and titles as they are stored, the rest from the country pack. */
export async function readGround(db: Db, pack: Pack): Promise<Ground> {
  return groundOf(await readAtlas(db), await readTitles(db), pack);
}

/** The same, from places and titles that were read already. */
export function groundOf(atlas: Atlas, titles: readonly Title[], pack: Pack): Ground {
  const file = pack.read('tags.json', tagsFile);
  const { entries } = pack.read('glossary.json', glossaryFile);
  const organisations = organisationsOf(file.organisations, entries);
  const offices = new Set(file.offices.entries);
  return {
    atlas,
    titles: new Map(titles.map((title) => [title.id, title])),
    careful: new Set(file.careful),
    called: [
      ...placesCalled(atlas, file.places),
      ...titles.flatMap(({ id, programme, names: own }): Called[] => [
        {
          kind: 'title',
          id,
          forms: Object.values(own),
          // Streets and schools are called after everybody who was ever honoured.
          with: programme === 'anniversary' ? ['UNESCO'] : undefined,
        },
      ]),
      ...file.titles.map(({ id, names: forms, with: near }): Called => ({ kind: 'title', id, forms, with: near })),
      ...organisations.map(
        (entry): Called => ({
          kind: 'organisation',
          id: entry.id,
          forms: formsOf(entry),
          international: entry.type === 'organisation-conference' || file.organisations.more.includes(entry.id),
          ...validity(entry),
        }),
      ),
      ...file.organisations.called.map(({ id, names: forms }): Called => ({ kind: 'organisation', id, forms })),
      ...entries
        .filter(({ id }) => offices.has(id))
        .map((entry): Called => ({ kind: 'office', id: entry.id, forms: formsOf(entry) })),
      ...file.offices.more.map(({ id, names: forms }): Called => ({ kind: 'office', id, forms })),
      ...entries.filter(({ type }) => type === 'ministry').map(ministerOf),
      ...file.others.map((form): Called => ({ kind: 'other', id: form, forms: [form] })),
    ],
  };
}

const organisationsOf = (
  { types, more, not }: z.infer<typeof tagsFile>['organisations'],
  entries: readonly Entry[],
): Entry[] => entries.filter(({ id, type }) => (types.includes(type) || more.includes(id)) && !not.includes(id));

/** The organisations that tags may name, by their ids in the glossary. */
export function readOrganisations(pack: Pack): Map<string, Organisation> {
  const { organisations } = pack.read('tags.json', tagsFile);
  const { entries } = pack.read('glossary.json', glossaryFile);
  return new Map(organisationsOf(organisations, entries).map((entry) => [entry.id, organisationOf(entry)]));
}

/** Places by slug: records of one name are told apart by the day. */
function placesCalled(atlas: Atlas, more: z.infer<typeof tagsFile>['places']): Called[] {
  const further = new Map(more.map(({ slug, names: forms }) => [slug, forms]));
  return [...Map.groupBy(atlas.places, ({ slug }) => slug)].map(([slug, records]) => ({
    kind: 'place',
    id: slug,
    forms: [...new Set([...records.flatMap((record) => Object.values(record.names)), ...(further.get(slug) ?? [])])],
  }));
}

const formsOf = ({ vi, en, altVi, altEn }: Entry): string[] => [vi, en, ...altVi, ...altEn];

const validity = ({ validFrom, validTo }: Entry): Pick<Organisation, 'validFrom' | 'validTo'> => ({
  ...(validFrom ? { validFrom } : {}),
  ...(validTo ? { validTo } : {}),
});

const organisationOf = (entry: Entry): Organisation => ({
  id: entry.id,
  names: { vi: entry.vi, en: entry.en },
  ...validity(entry),
});

/** Who heads a ministry is called after it. */
function ministerOf(entry: Entry): Called {
  const forms = formsOf(entry).flatMap((form) => {
    if (form.startsWith('Ministry of '))
      return ['Minister of', 'Deputy Minister of'].map((head) => form.replace('Ministry of', head));
    return form.startsWith('Bộ ') ? ['Bộ trưởng', 'Thứ trưởng'].map((head) => `${head} ${form}`) : [];
  });
  return { kind: 'office', id: `${entry.id}:minister`, forms, organisation: entry.id };
}
