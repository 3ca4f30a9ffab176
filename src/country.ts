import { z } from 'zod';
import type { Pack } from './platform/index.ts';

const names = z.record(z.string(), z.string());

const schema = z.object({
  country: z.string().length(2),
  names,
  firstLanguage: z.string(),
  languages: z.array(z.string()).min(1),
  timeZone: z.string(),
  nationalDesk: names,
});

/** What the country pack says of the country as a whole: names are by language. */
export type Country = z.infer<typeof schema>;

/** Reads `pack.json` of a country pack; throws an Error that names the file and what is wrong. */
export const readCountry = (pack: Pack): Country => pack.read('pack.json', schema);
