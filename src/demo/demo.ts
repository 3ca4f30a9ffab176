import type { Db, Module, Pack } from '../platform/index.ts';
import { addChannel, addOutletWithChannel } from '../sources/index.ts';
import { demoOutlets } from './server.ts';
import { runningDemonstration } from './store.ts';

/** The origin of a demonstration on a port of the loopback. */
export const demoOrigin = ({ port }: { port: number }): string => `http://127.0.0.1:${port}`;

/** The demonstration: registers its invented outlets where it runs. Its texts are served by `demoServer`. */
export const demo = ({ db, pack }: { db: Db; pack: Pack }): Module => ({
  name: 'demo',
  async seeds() {
    const running = await runningDemonstration(db);
    if (!running) return;
    const origin = demoOrigin(running);
    for (const { class: kind, names, languages, sitePath, channels } of demoOutlets(pack)) {
      const [first, ...others] = channels.map(({ path, language }) => ({ url: origin + path, language }));
      if (!first) continue;
      const name = names[first.language] ?? Object.values(names)[0] ?? '';
      const outlet = { class: kind, name, names, languages, origin: 'demonstration' as const, home: origin + sitePath };
      const { outletId } = await addOutletWithChannel(db, outlet, first);
      for (const channel of others) await addChannel(db, outletId, channel);
    }
  },
});
