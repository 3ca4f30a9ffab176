import { fold, normaliseLine } from '../../language/index.ts';
import type { Atlas } from '../../places/index.ts';
import { domainOf, type Outlet, type OutletClass } from '../../sources/index.ts';
import { cleanTitle } from '../article/title.ts';
import type { Findings } from './found.ts';

/** What an outlet is likely to be, from what its site says of itself. */
export type Guess = {
  name: string;
  class: OutletClass;
  /** `code@validFrom`, as forms have it; empty when none shows. */
  place: string;
  languages: string[];
  home: string;
  /** The outlet of the register that this address belongs to already. */
  known: Outlet | undefined;
};

/**
 * What the form for a new outlet begins with. The class is that of the outlets whose hosts are nearest: `x.gov.vn` is
 * what most of `*.gov.vn` are. The place is the one whose name stands in the host or in the name of the site.
 */
export function guessOutlet(
  findings: Findings,
  { outlets, atlas }: { outlets: readonly Outlet[]; atlas: Atlas },
): Guess {
  const { site, candidates } = findings;
  const best = candidates[0];
  const home = URL.parse(site?.url ?? best?.url ?? '');
  // Where nothing answered, the address that was asked for still names somebody.
  const asked = home ?? URL.parse(findings.address) ?? URL.parse(`https://${findings.address}`);
  const host = asked?.hostname.replace(/^www\./, '') ?? '';
  const social = best !== undefined && ['mastodon', 'bluesky', 'activitypub'].includes(best.kind);
  const title = site?.name ?? site?.title ?? best?.title ?? '';
  const name = normaliseLine(cleanTitle(title, { site: undefined, host }) || best?.title || host).slice(0, 200);
  const domain = home ? domainOf(home) : null;
  const languages = [best?.language, site?.language?.split('-')[0]?.toLowerCase()].filter((tag) => tag != null);
  return {
    name,
    class: social || domain === null ? 'creator' : (nearestClass(host, outlets) ?? 'domestic-press'),
    place: placeIn(host, `${site?.name ?? ''} ${site?.title ?? ''}`, atlas),
    languages: [...new Set(languages)],
    home: home && !social ? new URL('/', home).href : '',
    known: domain === null ? undefined : outlets.find((outlet) => outlet.domain === domain && outlet.validTo === null),
  };
}

/** The class that most outlets have which share the longest end of a host's name. */
function nearestClass(host: string, outlets: readonly Outlet[]): OutletClass | undefined {
  const labels = host.split('.');
  for (let from = 1; from < labels.length; from++) {
    const end = `.${labels.slice(from).join('.')}`;
    const counts = new Map<OutletClass, number>();
    for (const { domain, class: one } of outlets)
      if (domain && `.${domain}`.endsWith(end)) counts.set(one, (counts.get(one) ?? 0) + 1);
    const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
    if (most) return most[0];
  }
  return undefined;
}

function placeIn(host: string, text: string, atlas: Atlas): string {
  const label = host.split('.')[0] ?? '';
  const words = ` ${fold(text).replace(/[^a-z0-9]+/g, ' ')} `;
  const named = atlas.current().flatMap((place) => {
    const names = [place.names.vi, place.names.en].filter((one) => one !== undefined).map((one) => fold(one));
    const fits = names.some((one) => {
      const squeezed = one.replace(/[^a-z0-9]/g, '');
      return label === squeezed || (squeezed.length >= 5 && label.includes(squeezed)) || words.includes(` ${one} `);
    });
    return fits ? [{ place, length: Math.max(...names.map((one) => one.length)) }] : [];
  });
  const [best] = named.toSorted((a, b) => b.length - a.length);
  return best ? `${best.place.code}@${best.place.validFrom}` : '';
}
