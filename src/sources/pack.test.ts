import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../platform/index.ts';
import { classes } from './outlet.ts';

type Channel = { kind: string; url: string; status: string; evidence?: string; checked?: string };
type Outlet = {
  id: string;
  class: string;
  names: Record<string, string>;
  domain: string | null;
  domainCandidate?: string;
  place: { code: string; validFrom: string } | null;
  validTo: string | null;
  confidence: string;
  source: string;
  channels: Channel[];
};

const read = (name: string) => JSON.parse(readFileSync(join(packageRoot, 'country', 'vn', name), 'utf8'));
const { asOf, sources, outlets }: { asOf: string; sources: object; outlets: Outlet[] } = read('outlets.json');
const count = (fits: (outlet: Outlet) => boolean): number => outlets.filter(fits).length;

describe('the outlets of Viet Nam', () => {
  it('are all there, of every class, with where each fact comes from and when', () => {
    expect(outlets).toHaveLength(353);
    expect(new Set(outlets.map(({ id }) => id)).size).toBe(353);
    expect(classes.map((one) => count((outlet) => outlet.class === one))).toEqual([113, 83, 100, 0, 42, 15]);
    expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(Object.keys(sources).length).toBeGreaterThan(2);
    expect(count(({ source, confidence }) => source === '' || !['seen', 'recalled'].includes(confidence))).toBe(0);
  });

  it('have 146 channels that were seen, each with its evidence, and addresses of which it is said that nobody checked them', () => {
    const channels = outlets.flatMap((outlet) => outlet.channels);
    const seen = channels.filter(({ evidence }) => evidence !== undefined);
    expect(seen).toHaveLength(146);
    expect(seen.every(({ kind, status }) => ['feed', 'sitemap'].includes(kind) && status === 'seen')).toBe(true);
    expect(
      seen
        .filter(({ evidence }) => evidence === 'checked')
        .every(({ checked }) => /^\d{4}(-\d\d){0,2}$/.test(checked ?? '')),
    ).toBe(true);
    expect(channels.filter(({ status }) => status === 'unverified').length).toBeGreaterThan(80);
    expect(
      count(
        ({ domain, domainCandidate, confidence }) =>
          domain === null && domainCandidate === undefined && confidence === 'seen',
      ),
    ).toBe(0);
  });

  it('speak for places that there are, and former portals and ministries end on a day', () => {
    const places: { code: string; validFrom: string }[] = read('places.json').places;
    const keys = new Set(places.map(({ code, validFrom }) => `${code}@${validFrom}`));
    expect(outlets.filter(({ place }) => place && !keys.has(`${place.code}@${place.validFrom}`))).toEqual([]);
    const former = outlets.filter(({ id }) => id.endsWith('-former'));
    expect(former.length).toBe(count(({ validTo }) => validTo !== null));
    expect(former.every(({ validTo }) => validTo !== null)).toBe(true);
  });
});
