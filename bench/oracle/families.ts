import { bases } from './bases.ts';
import { dates } from './dates.ts';
import { encodings } from './encodings.ts';
import type { Case } from './frames.ts';
import { markup } from './markup.ts';
import { fieldsOfOthers, namespaces } from './names.ts';
import { languages, persons } from './people.ts';
import { damaged, entities, textConstructs } from './texts.ts';

/** Odd feeds in families, each made by combining what the specifications allow and what feeds do anyway. */
export const families: Readonly<Record<string, () => Generator<Case>>> = {
  texts: textConstructs,
  markup,
  dates,
  bases,
  languages,
  persons,
  fields: fieldsOfOthers,
  entities,
  damaged,
  namespaces,
  encodings,
};
