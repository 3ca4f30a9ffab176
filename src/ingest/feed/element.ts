const MAX_FIELDS = 1_000;
const none: readonly Element[] = [];

/** One element of a feed, with the fields in it. Texts and attribute values are decoded. */
export class Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string> | undefined;
  /** Address that relative ones in it are resolved against. */
  readonly base: string | undefined;
  /** `xml:lang` in force. */
  readonly lang: string | undefined;
  /** Its text; markup when {@link markup} says so. */
  text = '';
  /** Whether elements stood inside, so that `text` is their source. */
  markup = false;
  #fields: Map<string, Element[]> | undefined;
  #count = 0;
  /** Whether any field in it is of another namespace than the format's own. */
  extended = false;
  /** Which of its parent's fields it is. */
  place = 0;

  constructor(
    name: string,
    attributes: ReadonlyMap<string, string> | undefined,
    base: string | undefined,
    lang: string | undefined,
  ) {
    this.name = name;
    this.attributes = attributes;
    this.base = base;
    this.lang = lang;
  }

  add(field: Element): void {
    if (this.#count++ >= MAX_FIELDS) return;
    field.place = this.#count;
    if (!this.extended && field.name.includes(':')) this.extended = true;
    this.#fields ??= new Map();
    const same = this.#fields.get(field.name);
    if (same) same.push(field);
    else this.#fields.set(field.name, [field]);
  }

  attribute(name: string): string | undefined {
    const value = this.attributes?.get(name)?.trim();
    return value === '' ? undefined : value;
  }

  /** The fields of this name. */
  all(name: string): readonly Element[] {
    return this.#fields?.get(name) ?? none;
  }

  /** The first field of that name which says anything; names are tried in order. */
  first(...names: readonly string[]): Element | undefined {
    for (const name of names) {
      const same = this.#fields?.get(name);
      if (same === undefined) continue;
      for (const field of same) if (field.#says()) return field;
    }
    return undefined;
  }

  #says(): boolean {
    return this.#fields !== undefined || this.attributes !== undefined || this.text.trim() !== '';
  }

  /** Text of the first field of that name that has one, white space folded. */
  value(...names: readonly string[]): string | undefined {
    for (const name of names) {
      for (const field of this.all(name)) {
        const text = line(field.text);
        if (text !== '') return text;
      }
    }
    return undefined;
  }
}

/** The text on one line. */
export function line(text: string): string {
  const trimmed = text.trim();
  return /[\s\u00a0]{2}|[\t-\r\u00a0\u200b\ufeff]/.test(trimmed)
    ? trimmed.replace(/[\u200b\ufeff]/g, '').replace(/\s+/g, ' ')
    : trimmed;
}
