import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { MiddlewareHandler } from 'hono';
import { packageRoot } from '../paths.ts';

/** Folder where the build puts stylesheets, fonts, scripts and pictures under names that carry their content's hash. */
const folder = join(packageRoot, 'dist', 'assets');

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

let manifest: Record<string, string> | undefined;

/**
 * The address of a built file: `asset('portal.css')` gives `/assets/portal-3F2K….css`.
 * Throws an Error that tells to build when the file was not built.
 */
export function asset(name: string): string {
  manifest ??= readManifest();
  const built = manifest[name];
  if (built === undefined) throw new Error(`assets: ${name} was not built; run \`npm run build\``);
  return `/assets/${built}`;
}

function readManifest(): Record<string, string> {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error('assets: nothing was built yet; run `npm run build`');
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

/** Serves the built files at `/assets/*`, to be kept for a year since a changed file has another name. */
export const assets: MiddlewareHandler = async (c) => {
  manifest ??= readManifest();
  const name = c.req.path.slice('/assets/'.length);
  if (!Object.values(manifest).includes(name)) return c.notFound();
  c.header('content-type', types[extname(name)] ?? 'application/octet-stream');
  c.header('cache-control', 'public, max-age=31536000, immutable');
  return c.body(await readFile(join(folder, name)));
};
