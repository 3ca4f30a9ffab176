import type { Child } from 'hono/jsx';
import { safeHref } from '../link.ts';
import type { Reader } from '../reader.ts';
import { Scale } from './figure.tsx';
import { formatNumber, stepOf } from './number.ts';

/** A row or a column of a matrix. */
type Line = { label: string; href?: string | undefined; lang?: string | undefined };

type MatrixProps = {
  reader: Reader;
  title: string;
  note?: Child;
  /** What the rows are: "Outlet class". */
  corner: string;
  rows: readonly Line[];
  columns: readonly Line[];
  /** One list for each row, one value for each column. */
  values: readonly (readonly number[])[];
  /** Whether an empty cell is a hole, and what that is called: "nothing yet". */
  hole?: ((row: number, column: number) => string | undefined) | undefined;
};

/** Who covers what: a table whose cells are the darker, the more they hold. It is its own table. */
export const Matrix = ({ reader, title, note, corner, rows, columns, values, hole }: MatrixProps) => {
  const format = formatNumber(reader);
  const greatest = Math.max(0, ...values.flat());
  return (
    <figure class="chart">
      <figcaption>
        <strong>{title}</strong>
        {note ? <span> {note}</span> : null}
      </figcaption>
      <section class="matrix-frame" aria-label={title} tabindex={0}>
        <table class="matrix">
          <caption class="unseen">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{corner}</th>
              {columns.map((line) => (
                <th scope="col">
                  <Label line={line} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((line, place) => (
              <tr>
                <th scope="row">
                  <Label line={line} />
                </th>
                {columns.map((_, column) => {
                  const value = values[place]?.[column] ?? 0;
                  const missing = value === 0 ? hole?.(place, column) : undefined;
                  if (missing === undefined) return <td class={`step-${stepOf(value, greatest)}`}>{format(value)}</td>;
                  return (
                    <td class="hole" title={missing}>
                      <span class="unseen">{missing}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Scale reader={reader} greatest={greatest} />
    </figure>
  );
};

const Label = ({ line }: { line: Line }) =>
  line.href ? (
    <a href={safeHref(line.href)} lang={line.lang}>
      {line.label}
    </a>
  ) : (
    <bdi lang={line.lang}>{line.label}</bdi>
  );
