import { z } from 'zod';
import type { Db, Pack } from '../platform/index.ts';
import { domainOf } from './channel.ts';
import { classes, type NewOutlet } from './outlet.ts';
import { insertChannels } from './store/channels.ts';
import { holdRegister, insertOutlets } from './store/outlets.ts';

const day = z.iso.date().nullable();

const outletsFile = z.object({
  outlets: z.array(
    z.object({
      id: z.string(),
      class: z.enum(classes),
      names: z.record(z.string(), z.string().min(1)),
      country: z.string().nullable(),
      place: z.object({ code: z.string(), validFrom: z.iso.date() }).nullable(),
      domain: z.string().nullable(),
      languages: z.array(z.string()),
      validFrom: day,
      validTo: day,
      note: z.string().optional(),
      channels: z.array(
        z.object({
          kind: z.string(),
          url: z.url(),
          status: z.enum(['seen', 'unverified']),
          language: z.string().optional(),
          evidence: z.string().optional(),
          checked: z.string().optional(),
          note: z.string().optional(),
        }),
      ),
    }),
  ),
});

/**
 * Registers the outlets of the country pack with their feeds and sitemaps, all paused: nothing out there is fetched before
 * a person of the desk says so. What is registered already stays as the desk has it. An address that no source is known
 * to have fetched is unverified: it is tried when it is started, and where it fails a search takes its place.
 */
export async function registerPack(db: Db, pack: Pack): Promise<void> {
  const { outlets } = pack.read('outlets.json', outletsFile);
  await db.transaction().execute(async (trx) => {
    await holdRegister(trx);
    const ids = await insertOutlets(trx, outlets.map(outletOf));
    const channels = outlets.flatMap((outlet, place) =>
      outlet.channels
        .filter(({ kind }) => kind === 'feed' || kind === 'sitemap')
        .map((channel) => ({
          outletId: ids[place] ?? 0,
          kind: channel.kind === 'sitemap' ? ('sitemap' as const) : ('feed' as const),
          url: channel.url,
          language: channel.language ?? outlet.languages[0] ?? null,
          state: 'paused' as const,
          note: noteOf(channel),
          unverified: channel.evidence !== 'checked',
        })),
    );
    await insertChannels(trx, channels);
  });
}

/** What is known of an address, for whoever decides on it. */
function noteOf({ evidence, checked, note }: PackOutlet['channels'][number]): string | null {
  const known = evidence === 'checked' ? `checked ${checked ?? ''}`.trim() : evidence && `evidence: ${evidence}`;
  return [known, note].filter(Boolean).join('; ') || null;
}

type PackOutlet = z.infer<typeof outletsFile>['outlets'][number];

function outletOf(outlet: PackOutlet): NewOutlet {
  const own = outlet.languages.find((lang) => outlet.names[lang] !== undefined) ?? Object.keys(outlet.names)[0] ?? '';
  const site = outlet.channels.find((channel) => channel.kind === 'site');
  return {
    packId: outlet.id,
    origin: 'pack',
    class: outlet.class,
    name: outlet.names[own] ?? outlet.id,
    names: outlet.names,
    domain: outlet.domain === null ? null : domainOf(new URL(`https://${outlet.domain}`)),
    home: site?.url ?? null,
    languages: outlet.languages,
    country: outlet.country,
    place: outlet.place,
    validFrom: outlet.validFrom,
    validTo: outlet.validTo,
    note:
      [site?.status === 'unverified' ? 'address unverified' : undefined, outlet.note].filter(Boolean).join('; ') ||
      null,
  };
}
