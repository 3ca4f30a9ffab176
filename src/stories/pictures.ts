import { imagesOf, showable } from '../ingest/index.ts';
import type { Db } from '../platform/index.ts';
import type { Outlet } from '../sources/index.ts';
import type { Member } from './story.ts';

/**
 * By which rights the sources' own pictures stand on a day (`timeZone`), by the id of the item: `full` allows them, the others
 * do not. An item without a picture is left out.
 */
export async function picturesOf(
  db: Db,
  members: readonly Member[],
  outlets: ReadonlyMap<number, Outlet>,
  when: { now: Date; timeZone: string },
): Promise<Map<number, Outlet['rights']>> {
  const images = await imagesOf(
    db,
    members.map(({ stateId }) => stateId),
  );
  return new Map(
    members.flatMap((member): [number, Outlet['rights']][] => {
      const image = images.get(member.stateId);
      const outlet = outlets.get(member.outletId);
      const allowed = image && outlet && showable({ ...member, image }, outlet, when);
      return allowed ? [[member.itemId, allowed.rights]] : [];
    }),
  );
}
