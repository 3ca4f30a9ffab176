import { words } from '../language/index.ts';
import type { Channel } from '../sources/index.ts';
import { readPage, settleReadings } from './pages.ts';
import type { OnStep } from './step.ts';
import { specimenPage } from './store/pages.ts';
import { type Deps, type Visited, visitChannel } from './visit.ts';

/**
 * Visits a channel at once because a person wants to see it, telling each step: the whole list is asked for, whatever
 * the last visit brought, and then the page of one article is read. What it finds is stored as by any visit. Throws the
 * reason of the abort when the signal stops it.
 */
export async function tryChannel(
  given: Deps,
  channel: Channel,
  { signal, onStep = () => {} }: { signal?: AbortSignal; onStep?: OnStep } = {},
): Promise<Visited> {
  const deps = { ...given, onStep };
  const whole = { ...channel, etag: null, lastModified: null, bodyHash: null };
  const visit = await visitChannel(deps, whole, 'person', signal);
  if (!visit.trouble) await readSpecimen(deps, channel, signal);
  await deps.budget?.settle();
  return visit;
}

/** Reads the page that waits the longest of the newest; where none waits, the page of the newest item is looked at. */
async function readSpecimen(deps: Deps & { onStep: OnStep }, channel: Channel, signal?: AbortSignal): Promise<void> {
  const { onStep } = deps;
  const found = await specimenPage(deps.db, [channel.id, ...channel.formerIds]);
  if (!found) return onStep({ step: 'no-page' });
  const { page, title, lang, waits } = found;
  onStep({ step: 'page', url: page.url });
  const reading = await readPage(deps, page, signal, true);
  if (waits) await settleReadings(deps, [reading]);
  const { body, trouble } = reading;
  onStep({
    step: 'article',
    title: body.title ?? body.heading ?? title,
    words: words(body.text.slice(0, 100_000), body.lang ?? lang).length,
    found: body.origin === 'page',
    reason: trouble?.detail ?? body.detail,
  });
}
