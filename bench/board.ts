/**
 * How fast a page of the board is answered among a million items, and whether the board stays live while items arrive.
 *
 *   npm run bench:board                        1,000,000 items; then 50 items a second for a minute
 *   npm run bench:board -- --items 100000 --seconds 30
 *
 * A durable PostgreSQL of its own is filled by set-based SQL; pages are asked of the program's own routes over HTTP by a
 * person who is signed in, one at a time. Prints the median and the 95th percentile for each address beside the limit of
 * 50 ms. Then a process of its own stores, weaves and hangs items on events while two readers follow the board by
 * server-sent events, one of them over a connection that breaks again and again. How busy the machine is otherwise is said too.
 */
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { packageRoot, systemClock } from '../src/platform/index.ts';
import { openPack } from '../src/platform/pack.ts';
import { stories } from '../src/stories/index.ts';
import { testDesk } from '../test/harness/desk.ts';
import { fill } from './board/fill.ts';
import { live } from './board/live.ts';
import { addresses, measure, tell } from './board/pages.ts';
import { openBenchDatabase } from './database.ts';

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '60' },
    times: { type: 'string', default: '60' },
  },
});
const items = Number(values.items);
const { connection, db, close } = await openBenchDatabase();
try {
  const began = performance.now();
  const filled = await fill(db, items, systemClock());
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${items} items in ${filled.stories} stories of ${filled.outlets} outlets, filled in ${seconds} s`);

  const pack = openPack(join(packageRoot, 'country', 'vn'));
  const module = stories({
    db,
    clock: systemClock,
    pack,
    home: { country: 'VN', language: 'vi', names: { vi: 'Việt Nam' }, timeZone: 'UTC' },
    translations: async () => [],
  });
  const server = serve({ fetch: (request) => desk.app.fetch(request), port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((ready) => server.once('listening', ready));
  const { port } = server.address() as { port: number };
  const desk = testDesk(db, [module], { publicUrl: `http://127.0.0.1:${port}` });
  const reader = await desk.person('editor');
  const cookie = [...reader.cookies].map((pair) => pair.join('=')).join('; ');
  const ask = { origin: `http://127.0.0.1:${port}`, headers: { cookie, 'accept-language': 'en' } };
  for (const view of ['lang=en&days=3', 'class=foreign-press', 'q=ba', 'shared=1'])
    await reader.post('/desk/stories/saved', {
      ...Object.fromEntries(new URLSearchParams(view)),
      name: view,
      alerts: '1',
    });

  const load = () => `${loadavg()[0]?.toFixed(1)} processes want ${availableParallelism()} cores`;
  console.log(`pages, one at a time (${load()}):`);
  let missed = 0;
  for (const [name, path] of Object.entries(addresses))
    missed += tell(name, await measure(ask, path, Number(values.times)));
  console.log(`while items arrive (${load()}):`);
  if (Number(values.seconds) > 0) missed += await live({ connection, ask, seconds: Number(values.seconds) });
  server.close();
  console.log(missed === 0 ? 'goal met' : `MISSED: ${missed}`);
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await close();
}
