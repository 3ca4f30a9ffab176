import type { Child } from 'hono/jsx';
import { safeHref } from '../link.ts';
import type { Tone } from '../meta.tsx';
import type { Reader } from '../reader.ts';
import { formatTime, Time } from '../time.tsx';

/** Something that happened: a Meta line may stand under its words. */
export type Moment = {
  at: Date;
  title: Child;
  /** The language of the title, where it is not the page's. */
  lang?: string | undefined;
  href?: string | undefined;
  note?: Child;
  tone?: Tone | undefined;
};

/** What happened, in the order given, day by day in the reader's time zone. */
export const Timeline = ({ reader, label, moments }: { reader: Reader; label: string; moments: readonly Moment[] }) => (
  <section class="timeline" aria-label={label}>
    {days(moments, reader).map(([day, found]) => (
      <>
        <h3 class="timeline-day">{day}</h3>
        <ol>
          {found.map((moment) => (
            <li class={`moment moment-${moment.tone ?? 'plain'}`}>
              <span class="moment-time">
                <Time at={moment.at} reader={reader} format="clock" />
              </span>
              <div>
                <p class="moment-title" lang={moment.lang}>
                  {moment.href ? <a href={safeHref(moment.href)}>{moment.title}</a> : moment.title}
                </p>
                {moment.note}
              </div>
            </li>
          ))}
        </ol>
      </>
    ))}
  </section>
);

function days(moments: readonly Moment[], reader: Reader): [string, Moment[]][] {
  const found: [string, Moment[]][] = [];
  for (const moment of moments) {
    const day = formatTime(moment.at, reader, 'weekday');
    const last = found.at(-1);
    if (last?.[0] === day) last[1].push(moment);
    else found.push([day, [moment]]);
  }
  return found;
}
