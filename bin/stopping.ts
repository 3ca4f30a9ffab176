/**
 * Runs until Ctrl-C or a stop signal, then ends in order. A second signal ends at once;
 * whatever was acknowledged is on disk by then.
 */
export async function untilStopped(stop: () => Promise<void>, said: (text: string) => void): Promise<void> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, resolve);
  });
  said(`stopping (${signal})`);
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1));
  await stop();
  said('stopped');
}
