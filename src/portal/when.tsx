import { formatTime, type Reader, Time } from '../ui/index.ts';

/** When something was published: the hour today, the day before that. */
export const When = ({ at, now, reader }: { at: Date; now: Date; reader: Reader }) => {
  const day = (moment: Date) => formatTime(moment, reader, 'day');
  return <Time at={at} reader={reader} format={day(at) === day(now) ? 'clock' : 'day'} />;
};
