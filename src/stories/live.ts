import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { guard } from '../identity/index.ts';
import type { Db, Env } from '../platform/index.ts';
import { boardState } from './store/stories.ts';

/** How often the database is asked whether the board changed, in milliseconds: once for all who follow it. */
const pauseMs = 1_000;
/** A stream ends after so long and the browser begins another: whoever lost the right to read is then out. */
const longestMs = 300_000;
const mostStreams = 500;
/** The names of what a stream tells. */
const told = { version: 'version', beat: 'beat' } as const;

const boardVersion = async (db: Db): Promise<string> => String((await boardState(db)).version);

/** Follows the version of the board for as long as anybody listens. */
class Pulse {
  readonly #db: Db;
  readonly #listeners = new Set<(version: string) => void>();
  #version = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Db) {
    this.#db = db;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Tells a listener each new version until it is taken off again. */
  follow(listener: (version: string) => void): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setTimeout(() => void this.#beat(), 0).unref();
    return () => void this.#listeners.delete(listener);
  }

  async #beat(): Promise<void> {
    // A database that is away is asked again; whoever listens hears nothing until then.
    const version = await boardVersion(this.#db).catch(() => this.#version);
    if (version !== this.#version) {
      this.#version = version;
      for (const listener of this.#listeners) listener(version);
    }
    this.#timer = this.#listeners.size === 0 ? undefined : setTimeout(() => void this.#beat(), pauseMs).unref();
  }
}

/**
 * Tells a page when the board is no longer what it shows, as server-sent events. An event carries the version of the
 * board and nothing else; the page then asks for itself anew. So nothing is lost by a connection that broke: a page that
 * comes back is told the present version at once, and sees that it has another one.
 */
export function liveRoutes(app: Hono<Env>, { db }: { db: Db }): void {
  const pulse = new Pulse(db);
  app.get('/desk/stories/live', guard('story.read'), async (c) => {
    if (pulse.listeners >= mostStreams) return c.text('Too many pages follow the board; try again later.', 503);
    const first = await boardVersion(db);
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      let said = first;
      let wanted = first;
      let wake = () => {};
      const leave = pulse.follow((version) => {
        wanted = version;
        wake();
      });
      stream.onAbort(() => wake());
      const ends = performance.now() + longestMs;
      try {
        await stream.writeSSE({ event: told.version, data: said, retry: 3_000 });
        while (!stream.aborted && performance.now() < ends) {
          if (wanted === said) {
            await new Promise<void>((resolve) => {
              wake = resolve;
              setTimeout(resolve, 20_000).unref();
            });
            if (wanted === said) {
              await stream.writeSSE({ event: told.beat, data: '' });
              continue;
            }
          }
          said = wanted;
          await stream.writeSSE({ event: told.version, data: said });
        }
      } finally {
        leave();
      }
    });
  });
}
