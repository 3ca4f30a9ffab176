/** How many requests a channel may send: so many at once, then one for each of so many seconds. */
const burst = 60;
const secondsEach = 1;
/** Channels remembered; those that have been quiet longest are forgotten first. */
const mostChannels = 10_000;

/** Says whether a channel may send at a moment; otherwise after how many seconds. */
export type Rate = (channelId: number, now: Date) => { wait: number };

/** Counts the requests of each channel in this process: a bucket of sixty, one more each second. */
export function openRate(): Rate {
  const buckets = new Map<number, { left: number; at: number }>();
  return (channelId, now) => {
    const seconds = now.getTime() / 1000;
    const bucket = buckets.get(channelId) ?? { left: burst, at: seconds };
    const left = Math.min(burst, bucket.left + Math.max(0, seconds - bucket.at) / secondsEach);
    buckets.delete(channelId);
    buckets.set(channelId, { left: left >= 1 ? left - 1 : left, at: seconds });
    const [oldest] = buckets.keys();
    if (buckets.size > mostChannels && oldest !== undefined) buckets.delete(oldest);
    return { wait: left >= 1 ? 0 : Math.max(1, Math.ceil((1 - left) * secondsEach)) };
  };
}
