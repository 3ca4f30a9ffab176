import type { Reader } from '../reader.ts';
import { formatNumber } from './number.ts';

/** A measured value and what it belongs to (a day, a week). */
type Point = { label: string; value: number };

type SparklineProps = {
  reader: Reader;
  /** Unique on the page. */
  id: string;
  /** What is measured: "Items a day". */
  title: string;
  points: readonly Point[];
  width?: number | undefined;
  height?: number | undefined;
};

const edge = 3;

/** A row of values as a small line, for a cell of a table. Its title, its description and its table are read aloud. */
export const Sparkline = ({ reader, id, title, points, width = 96, height = 24 }: SparklineProps) => {
  const { t } = reader;
  if (points.length === 0) return <span class="quiet">{t('ui.chart.none')}</span>;
  const values = points.map((point) => point.value);
  const format = formatNumber(reader);
  const line = sparkPath(values, width, height);
  const last = line.at(-1);
  return (
    <div class="sparkline">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-labelledby={`${id}-t ${id}-d`}
      >
        <title id={`${id}-t`}>{title}</title>
        <desc id={`${id}-d`}>
          {t('ui.chart.range', {
            least: format(Math.min(...values)),
            most: format(Math.max(...values)),
            last: format(values.at(-1) ?? 0),
          })}
        </desc>
        <path class="sparkline-base" d={`M0 ${height - 0.5}H${width}`} />
        <path class="sparkline-line" d={line.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${x} ${y}`).join('')} />
        {last ? <circle class="sparkline-last" cx={last[0]} cy={last[1]} r="2" /> : null}
      </svg>
      <div class="unseen">
        <table>
          <caption>{title}</caption>
          <tbody>
            {points.map((point) => (
              <tr>
                <th scope="row">{point.label}</th>
                <td>{format(point.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
};

/** Where the values lie in a box, from its start to its end; the scale begins at 0 or at the least value below it. */
export function sparkPath(values: readonly number[], width: number, height: number): (readonly [number, number])[] {
  const floor = Math.min(0, ...values);
  const span = Math.max(0, ...values) - floor || 1;
  const step = (width - 2 * edge) / Math.max(1, values.length - 1);
  return values.map((value, place) => [
    round(edge + place * step),
    round(height - edge - ((value - floor) / span) * (height - 2 * edge)),
  ]);
}

const round = (n: number): number => Math.round(n * 10) / 10;
