import { standings } from './health.ts';
import { needs } from './needs.ts';
import { isClass, isRights } from './outlet.ts';
import type { SurveyFilter } from './survey.ts';
import { verifications } from './verification.ts';

/** The filter that the parameters of an address say; what they say wrongly is left out. */
export function filterOf(query: (name: string) => string | undefined): SurveyFilter {
  const [outletClass, place, rights] = [query('class'), query('place'), query('rights')];
  return {
    words: query('q')?.trim().slice(0, 200) || undefined,
    class: outletClass !== undefined && isClass(outletClass) ? outletClass : undefined,
    standing: standings.find((each) => each === query('standing')),
    need: needs.find((each) => each === query('need')),
    verification: verifications.find((each) => each === query('verification')),
    rights: rights !== undefined && isRights(rights) ? rights : undefined,
    place: place !== undefined && /^(\d{2}|any|none)$/.test(place) ? place : undefined,
  };
}
