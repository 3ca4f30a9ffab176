import { getLogger } from '@logtape/logtape';
import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import type { DeskEnv } from '../identity/index.ts';
import { Notice } from '../ui/index.ts';

const log = getLogger(['cuaso', 'ingest', 'desk']);

/** A part of a page, which may have to wait for something before it is text. */
type Rendered = { toString(): string | Promise<string> };
type Write = (part: Rendered) => Promise<void>;

/** Stands in a page where its growing part will be; no text of ours or of others holds it. */
export const growsHere = '<!--grows-here-->';

/**
 * Sends a page in pieces: what stands before `growsHere` at once, each part as `grow` writes it, then the rest, so that a
 * person sees long work go on without a script. Should it fail, the page says so and still ends well. Who leaves the
 * page aborts the signal, and nothing more is written.
 */
export async function growingPage(
  c: Context<DeskEnv>,
  page: Rendered,
  grow: (write: Write, leaving: AbortSignal) => Promise<void>,
): Promise<Response> {
  const [before = '', after = ''] = String(await page.toString()).split(growsHere);
  c.header('content-type', 'text/html; charset=utf-8');
  // Neither our own compression nor a proxy in front may gather the parts.
  c.header('cache-control', 'private, no-store, no-transform');
  c.header('x-accel-buffering', 'no');
  return stream(c, async (answer) => {
    const leaving = new AbortController();
    answer.onAbort(() => leaving.abort());
    const write: Write = async (part) => void (await answer.write(String(await part.toString())));
    await answer.write(before);
    try {
      await grow(write, leaving.signal);
    } catch (error) {
      if (leaving.signal.aborted) return;
      log.error('the work for {path} broke off: {error}', { path: c.req.path, error });
      await write(<Notice kind="error" title={c.var.t('ingest.broken')} />);
    }
    if (!leaving.signal.aborted) await answer.write(after);
  });
}
