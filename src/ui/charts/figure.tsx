import type { Child, PropsWithChildren } from 'hono/jsx';
import type { Reader } from '../reader.ts';
import { formatNumber, type Step, stepOf } from './number.ts';

type FigureProps = PropsWithChildren<{
  reader: Reader;
  title: string;
  /** How to read it, and where the numbers come from. */
  note?: Child;
  head: readonly string[];
  rows: readonly (readonly [string, ...(string | number)[]])[];
}>;

/** A picture of numbers, with the table behind it. */
export const ChartFigure = ({ reader, title, note, head, rows, children }: FigureProps) => {
  const format = formatNumber(reader);
  return (
    <figure class="chart">
      <figcaption>
        <strong>{title}</strong>
        {note ? <span> {note}</span> : null}
      </figcaption>
      {children}
      <details class="chart-table">
        <summary>{reader.t('ui.chart.table')}</summary>
        <table class="table table-plain">
          <caption class="unseen">{title}</caption>
          <thead>
            <tr>
              {head.map((label, place) => (
                <th scope="col" class={place > 0 ? 'number' : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, ...values]) => (
              <tr>
                <th scope="row">{label}</th>
                {values.map((value) => (
                  <td class="number">{typeof value === 'number' ? format(value) : value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};

/** What the steps of the scale mean. */
export const Scale = ({ reader, greatest }: { reader: Reader; greatest: number }) => {
  const format = formatNumber(reader);
  const steps: Step[] = [0, 1, 2, 3, 4, 5];
  const shown = steps.filter((step) => step === 0 || stepOf(Math.floor((greatest * step) / 5), greatest) === step);
  return (
    <ul class="scale" aria-label={reader.t('ui.chart.scale')}>
      {shown.map((step) => (
        <li>
          <svg
            class={`step step-${step}`}
            viewBox="0 0 12 12"
            width="12"
            height="12"
            aria-hidden="true"
            focusable="false"
          >
            <rect x="0.5" y="0.5" width="11" height="11" />
          </svg>
          <bdi>{step === 0 ? format(0) : `≤ ${format(Math.floor((greatest * step) / 5))}`}</bdi>
        </li>
      ))}
    </ul>
  );
};
