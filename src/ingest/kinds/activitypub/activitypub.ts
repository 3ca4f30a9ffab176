import type { Fetched } from '../../../platform/index.ts';
import type { Moment } from '../../feed/constructs.ts';
import { Faults, type Item } from '../../feed/feed.ts';
import { isObject, type Json, string } from '../../feed/values.ts';
import { webAddress } from '../../markup/address.ts';
import { feedOf, inWords, isGone, objectOf, unlike, withdrawnItem } from '../answer.ts';
import { type Ask, type Kind, Troubled } from '../kind.ts';
import { type Actor, activityJson, findActor, unsigned } from './actor.ts';
import { idOf, list, objectItem, typesOf } from './object.ts';

const mostPages = 5;
const mostActivities = 200;
/** Of what an outbox names only by its address, so many new things are asked for in one visit. */
const mostFollowed = 20;
const mostAskedAfter = 5;
const window = 40;
const lookAgain = 24 * 3_600_000;

/** The actor, and the addresses of the newest things that stood in the outbox at the last visit. */
type Memory = { actor?: Actor; lookedAt?: string; window?: string[] };

/**
 * Somebody of the fediverse (ActivityPub, W3C Recommendation 2018), by the outbox: what they made is read, what they
 * only passed on is not. Things that have gone from the outbox are asked after, and count as deleted when their server
 * says so.
 */
export const activitypub: Kind = {
  async read({ channel, ask, now }) {
    const memory = channel.memory as Memory;
    const fresh = now.getTime() - Date.parse(memory.lookedAt ?? '') < lookAgain;
    const actor = fresh && memory.actor ? memory.actor : await findActor(ask, channel.url);
    const known = memory.window ?? [];
    const { answer, activities, complete } = await newest(ask, actor, known);
    const faults = new Faults();
    const { items, ids } = await itemsOf(
      ask,
      activities,
      { actor, language: channel.language, known },
      { now, faults },
    );
    const named = new Set([...ids, ...items.flatMap((item) => item.id ?? [])]);
    // The outbox goes from new to old: what stood before something that is still there should be there too.
    const last = complete ? known.length : known.findLastIndex((id) => named.has(id));
    const gone = await deleted(
      ask,
      known.slice(0, Math.max(0, last)).filter((id) => !named.has(id)),
    );
    const kept = known.filter((id) => !named.has(id) && !gone.some((item) => item.id === id));
    return {
      answer,
      feed: feedOf(
        {
          kind: 'activitypub',
          title: actor.name,
          link: actor.link,
          description: actor.description,
          image: actor.image,
        },
        [...items, ...gone],
        faults.list(),
      ),
      memory: {
        actor,
        lookedAt: fresh && memory.actor ? memory.lookedAt : now.toISOString(),
        window: [
          ...new Set([...items.filter((item) => !item.withdrawn).flatMap((item) => item.id ?? []), ...kept]),
        ].slice(0, window),
      },
    };
  },
};

/** The activities of the outbox, newest first, page by page while a page brings what was not known. */
async function newest(ask: Ask, actor: Actor, known: readonly string[]) {
  const words = { forbidden: unsigned(new URL(actor.outbox).host) };
  const get = (url: string): Promise<Fetched> => inWords(words, () => ask(url, { accept: activityJson }));
  const answer = await get(actor.outbox);
  const activities: unknown[] = [];
  const asked = new Set([actor.outbox]);
  let page: Json | undefined = objectOf(answer, 'an outbox');
  if (!typesOf(page).some((type) => /^OrderedCollection(Page)?$|^Collection(Page)?$/.test(type)))
    throw new Troubled(unlike(answer, 'an outbox'), answer);
  // The collection itself has the activities, or it names its first page.
  let next: unknown = (page.orderedItems ?? page.items) ? page.next : page.first;
  let complete = false;
  for (;;) {
    const found: readonly unknown[] = page === undefined ? [] : list(page.orderedItems ?? page.items);
    activities.push(...found);
    const met = found.some((one) => known.includes(subjectOf(one) ?? ''));
    const enough = met || (known.length === 0 && activities.length > 0) || activities.length >= mostActivities;
    if (enough || asked.size > mostPages) break;
    if (isObject(next)) page = next;
    else {
      const url: string | undefined = webAddress(string(next) ?? '', actor.outbox);
      complete = url === undefined;
      if (url === undefined || asked.has(url)) break;
      asked.add(url);
      page = objectOf(await get(url), 'a page of an outbox');
    }
    next = page.next;
  }
  return { answer, activities: activities.slice(0, mostActivities), complete };
}

/** The id of what an activity is about, or of the object itself where no activity stands around it. */
function subjectOf(activity: unknown): string | undefined {
  if (!isObject(activity)) return string(activity);
  return activity.object === undefined ? string(activity.id) : idOf(activity.object);
}

type Ground = { actor: Actor; language: string | null; known: readonly string[] };

/** What the activities tell, each thing once and as its newest activity has it; and the ids of all they speak of. */
async function itemsOf(ask: Ask, activities: readonly unknown[], { actor, language, known }: Ground, moment: Moment) {
  const items: Item[] = [];
  const ids = new Set<string>();
  let followed = 0;
  for (const activity of activities) {
    const types = isObject(activity) ? typesOf(activity) : [];
    const id = subjectOf(activity);
    if (id === undefined || ids.has(id) || types.includes('Announce') || !isOwn(id, actor)) continue;
    ids.add(id);
    const about = isObject(activity) && activity.object !== undefined ? activity.object : activity;
    if (types.includes('Delete') || (isObject(about) && typesOf(about).includes('Tombstone'))) {
      items.push(withdrawnItem(id));
      continue;
    }
    const isMaking = types.some((type) => type === 'Create' || type === 'Update');
    if (!isMaking && isObject(activity) && activity.object !== undefined) continue;
    let object = isObject(about) ? about : undefined;
    if (object === undefined && !known.includes(id) && followed < mostFollowed) {
      followed++;
      object = await follow(ask, id);
    }
    const item = object && objectItem(object, { id: actor.id, language: language ?? undefined }, moment);
    if (item)
      items.push({
        ...item,
        authors: [{ ...(actor.name ? { name: actor.name } : {}), ...(actor.link ? { url: actor.link } : {}) }],
      });
  }
  return { items, ids };
}

// Nobody speaks for another server: what an outbox says of things elsewhere is passed over.
const isOwn = (id: string, actor: Actor): boolean => {
  const host = URL.parse(id)?.host;
  return host !== undefined && host === URL.parse(actor.id)?.host;
};

/** The thing at an address; undefined when its server does not give it. Trouble with the server as a whole is thrown. */
async function follow(ask: Ask, id: string): Promise<Json | undefined> {
  try {
    const object = objectOf(await ask(id, { accept: activityJson }), 'an object');
    return string(object.id) === id ? object : undefined;
  } catch (error) {
    if (error instanceof Troubled && !error.trouble.host) return undefined;
    throw error;
  }
}

async function deleted(ask: Ask, missing: readonly string[]): Promise<Item[]> {
  const gone: Item[] = [];
  for (const id of missing.slice(0, mostAskedAfter)) {
    let tombstone = false;
    const away = await isGone(async () => {
      const answer = await ask(id, { accept: activityJson });
      tombstone = typesOf(objectOf(answer, 'an object')).includes('Tombstone');
    });
    if (away || tombstone) gone.push(withdrawnItem(id));
  }
  return gone;
}
