import type { Context, Hono } from 'hono';
import { type DeskEnv, guard, record } from '../identity/index.ts';
import type { Db, Env } from '../platform/index.ts';
import { type Channel, channelById } from '../sources/index.ts';
import { growingPage } from './growing.tsx';
import type { Step } from './step.ts';
import { tryChannel } from './trial.ts';
import { StepLine, TrialEnd, TrialPage } from './views/trial.tsx';
import type { Deps, Visited } from './visit.ts';

/** A person who tries a channel waits for it, but not longer than this, in milliseconds. */
const patience = 60_000;

type Parts = { db: Db; deps: () => Promise<Deps>; missing: (c: Context<DeskEnv>) => Response | Promise<Response> };

/**
 * Trying a channel while a person watches: the page is written while the steps happen, so that it needs no script. Who
 * leaves the page, or stops loading it, stops the trial; nothing is stored then.
 */
export function tryingDesk(app: Hono<Env>, { db, deps, missing }: Parts): void {
  const path = '/desk/sources/channels/:id/try';
  const named = (c: Context) => {
    const id = c.req.param('id') ?? '';
    return /^\d{1,15}$/.test(id) ? channelById(db, Number(id)) : undefined;
  };

  app.get(path, guard('source.write'), async (c) => {
    const channel = await named(c);
    return channel ? c.html(<TrialPage c={c} channel={channel} live={false} />) : missing(c);
  });

  app.post(path, guard('source.write'), async (c) => {
    const channel = await named(c);
    if (!channel) return missing(c);
    const ready = await deps();
    return growingPage(c, <TrialPage c={c} channel={channel} live />, async (write, leaving) => {
      await write('<div role="log" aria-live="polite"><ol class="step-lines">');
      const visit = await watched(c, channel, write, ready, leaving);
      if (leaving.aborted) return;
      await write('</ol></div>');
      await write(<TrialEnd c={c} channel={channel} visit={visit} />);
      const { outcome, fresh } = visit ?? { outcome: 'stopped', fresh: 0 };
      await record(db, {
        person: c.var.person,
        action: 'source.try',
        subject: `channel:${channel.id}`,
        detail: { outcome, fresh },
      });
    });
  });
}

/** Tries the channel and writes each step as it happens; undefined when it was stopped. */
async function watched(
  c: Context<DeskEnv>,
  channel: Channel,
  write: (part: { toString(): string | Promise<string> }) => Promise<void>,
  deps: Deps,
  leaving: AbortSignal,
): Promise<Visited | undefined> {
  const began = performance.now();
  const signal = AbortSignal.any([leaving, AbortSignal.timeout(patience)]);
  let written = Promise.resolve();
  const onStep = (step: Step): void => {
    const milliseconds = Math.round(performance.now() - began);
    written = written.then(() => write(<StepLine c={c} step={step} milliseconds={milliseconds} />)).catch(() => {});
  };
  try {
    return await tryChannel(deps, channel, { signal, onStep });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    await written;
  }
}
