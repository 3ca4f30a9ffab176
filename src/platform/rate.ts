/** How often somebody may ask: so many times at once, then once in so many seconds. */
type Pace = { burst: number; secondsEach: number };

/** Those remembered; who has been quiet longest is forgotten first. */
const mostRemembered = 10_000;

/** Says whether somebody may ask at a moment; otherwise after how many seconds. */
export type Rate = (who: number | string, now: Date) => { wait: number };

/** Counts in this process how often each asks: a bucket that fills again with time. */
export function openRate({ burst, secondsEach }: Pace): Rate {
  const buckets = new Map<number | string, { left: number; at: number }>();
  return (who, now) => {
    const seconds = now.getTime() / 1000;
    const bucket = buckets.get(who) ?? { left: burst, at: seconds };
    const left = Math.min(burst, bucket.left + Math.max(0, seconds - bucket.at) / secondsEach);
    buckets.delete(who);
    buckets.set(who, { left: left >= 1 ? left - 1 : left, at: seconds });
    const [oldest] = buckets.keys();
    if (buckets.size > mostRemembered && oldest !== undefined) buckets.delete(oldest);
    return { wait: left >= 1 ? 0 : Math.max(1, Math.ceil((1 - left) * secondsEach)) };
  };
}
