/** What an outlet is to a country's public diplomacy, in the order in which lists show them. */
export const classes = ['official', 'domestic-press', 'mission', 'creator', 'foreign-press', 'reference'] as const;
export type OutletClass = (typeof classes)[number];

/** What may be shown of an outlet's items: the whole text, a few sentences, or title and link alone. */
export const rights = ['full', 'excerpt', 'link'] as const;
export type Rights = (typeof rights)[number];

/** How an outlet came into the register. */
export type Origin = 'pack' | 'desk' | 'import' | 'demonstration';

/** Who publishes. Days are `YYYY-MM-DD`, both ends included. */
export type Outlet = {
  id: number;
  packId: string | null;
  origin: Origin;
  class: OutletClass;
  /** The name it goes by, in its own language. */
  name: string;
  /** Its name in other languages. */
  names: Readonly<Record<string, string>>;
  /** Host name without `www.`; null where it has none of its own. */
  domain: string | null;
  home: string | null;
  languages: readonly string[];
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  place: { code: string; validFrom: string } | null;
  validFrom: string | null;
  validTo: string | null;
  rights: Rights;
  /** What the rights rest on: a letter, a licence, a contract. */
  agreement: string | null;
  rightsFrom: string | null;
  rightsUntil: string | null;
  note: string | null;
  /** Which organisation of the desk answers for it. */
  organisationId: string | null;
};

/** What is needed to register an outlet; the rest has quiet defaults, rights above all: link only. */
export type NewOutlet = Pick<Outlet, 'class' | 'name' | 'origin'> & Partial<Omit<Outlet, 'id'>>;

/** The name of an outlet in a language; its own name where it has none in that language. */
export const outletName = ({ name, names }: Pick<Outlet, 'name' | 'names'>, lang: string): string =>
  names[lang] ?? name;

/** What may be shown on a day: the rights of the register, but only while the agreement runs. */
export function rightsOn(
  { rights, rightsFrom, rightsUntil }: Pick<Outlet, 'rights' | 'rightsFrom' | 'rightsUntil'>,
  day: string,
): Rights {
  const begun = rightsFrom === null || rightsFrom <= day;
  const over = rightsUntil !== null && rightsUntil < day;
  return begun && !over ? rights : 'link';
}

export const isClass = (text: string): text is OutletClass => (classes as readonly string[]).includes(text);
export const isRights = (text: string): text is Rights => (rights as readonly string[]).includes(text);
