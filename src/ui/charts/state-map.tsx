import type { Child } from 'hono/jsx';
import { safeHref } from '../link.ts';
import type { Reader } from '../reader.ts';
import { ChartFigure } from './figure.tsx';
import { type MapMark, MapMarks } from './tile-map.tsx';

/** How a tile looks: filled · with stripes · with a cross · a broken outline. Told apart without any colour. */
export type TileLook = 'full' | 'striped' | 'crossed' | 'hollow';

type StateTile = {
  label: string;
  column: number;
  row: number;
  look: TileLook;
  /** Part of it is worse than the whole: a corner is turned down. */
  corner?: boolean | undefined;
  href?: string | undefined;
  /** What the table behind the map says of it, in the order of `head`. */
  values: readonly (string | number)[];
};

type StateMapProps = {
  reader: Reader;
  /** Unique on the page. */
  id: string;
  title: string;
  note?: Child;
  /** The head of the table: what the tiles are, then what `values` hold. */
  head: readonly [string, ...string[]];
  tiles: readonly StateTile[];
  marks?: readonly MapMark[] | undefined;
  /** The meaning of each look, in the order in which it is read. */
  looks: readonly (readonly [TileLook, string])[];
  /** The meaning of a corner. */
  corner: string;
};

const box = { width: 68, height: 36, gap: 4 } as const;
/** The title of the tile says it in full. */
const unread = { 'aria-hidden': 'true' } as const;

/** A map of equal tiles, one for each place, that shows in which of a few states it is: by pattern and by colour. */
export const StateMap = ({ reader, id, title, note, head, tiles, marks = [], looks, corner }: StateMapProps) => {
  const named = new Map(looks);
  const across = box.width + box.gap;
  const down = box.height + box.gap;
  const letter = 7;
  const width = Math.max(
    ...tiles.map((tile) => box.gap + (tile.column + 1) * across),
    ...marks.map((mark) => box.gap + mark.column * across + mark.label.length * letter),
    across,
  );
  const height = (1 + Math.max(0, ...[...tiles, ...marks].map((each) => each.row))) * down + box.gap;
  const counts = looks.map(
    ([look, label]) => [look, label, tiles.filter((tile) => tile.look === look).length] as const,
  );
  return (
    <ChartFigure
      reader={reader}
      title={title}
      note={note}
      head={head}
      rows={tiles.map((tile) => [tile.label, ...tile.values] as const)}
    >
      <ul class="legend">
        {counts.map(([look, label, count]) => (
          <li>
            <svg
              class={`tile tile-${look}`}
              viewBox="0 0 20 16"
              width="20"
              height="16"
              aria-hidden="true"
              focusable="false"
            >
              <Ground look={look} hatch={`${id}-hatch`} x={1} y={1} width={18} height={14} />
            </svg>
            <strong>{count}</strong> {label}
          </li>
        ))}
        {tiles.some((tile) => tile.corner) ? (
          <li>
            <svg class="tile tile-full" viewBox="0 0 20 16" width="20" height="16" aria-hidden="true" focusable="false">
              <path class="tile-corner" d="M8 1h11v11Z" />
            </svg>
            {corner}
          </li>
        ) : null}
      </ul>
      <div class="state-map">
        <svg viewBox={`0 0 ${width} ${height}`} aria-labelledby={`${id}-t`} aria-describedby={`${id}-d`}>
          <title id={`${id}-t`}>{title}</title>
          <desc id={`${id}-d`}>{counts.map(([, label, count]) => `${label}: ${count}`).join(', ')}</desc>
          <defs>
            <pattern
              id={`${id}-hatch`}
              width="8"
              height="8"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect class="tile-stripe" width="3" height="8" />
            </pattern>
          </defs>
          {tiles.map((tile) => {
            const x = box.gap + tile.column * across;
            const y = box.gap + tile.row * down;
            const drawn = (
              <>
                <title>{`${tile.label}: ${named.get(tile.look) ?? ''}${tile.corner ? ` (${corner})` : ''}`}</title>
                <Ground look={tile.look} hatch={`${id}-hatch`} x={x} y={y} width={box.width} height={box.height} />
                {tile.corner ? <path class="tile-corner" d={`M${x + box.width - 14} ${y}h14v14Z`} /> : null}
                <Name label={tile.label} x={x + box.width / 2} y={y + box.height / 2} />
              </>
            );
            const look = `tile tile-${tile.look}`;
            return tile.href ? (
              <a class={look} href={safeHref(tile.href)}>
                {drawn}
              </a>
            ) : (
              <g class={look}>{drawn}</g>
            );
          })}
          <MapMarks marks={marks} across={across} down={down} gap={box.gap} />
        </svg>
      </div>
    </ChartFigure>
  );
};

type GroundProps = { look: TileLook; hatch: string; x: number; y: number; width: number; height: number };

const Ground = ({ look, hatch, x, y, width, height }: GroundProps) => (
  <>
    <rect class="tile-ground" {...{ x, y, width, height }} rx="3" />
    {look === 'striped' ? <rect fill={`url(#${hatch})`} {...{ x, y, width, height }} rx="3" /> : null}
    {look === 'crossed' ? (
      <path
        class="tile-cross"
        d={`M${x + 2} ${y + 2}L${x + width - 2} ${y + height - 2}M${x + width - 2} ${y + 2}L${x + 2} ${y + height - 2}`}
      />
    ) : null}
  </>
);

/** The name in at most two lines; on a small screen its initials, which the place on the map makes plain. */
const Name = ({ label, x, y }: { label: string; x: number; y: number }) => {
  const lines = inTwo(label);
  return (
    <>
      {lines.map((line, place) => (
        <text class="tile-name" x={x} y={y + 4 + (place - (lines.length - 1) / 2) * 13} {...unread}>
          {line}
        </text>
      ))}
      <text class="tile-initials" x={x} y={y + 8} {...unread}>
        {label
          .split(' ')
          .map((word) => word.charAt(0))
          .slice(-3)
          .join('')}
      </text>
    </>
  );
};

/** A name in one line when it is short, else in the two lines that are most alike in length. */
export function inTwo(label: string): string[] {
  const words = label.split(' ');
  if (label.length <= 9 || words.length === 1) return [label];
  const splits = words
    .slice(1)
    .map((_, place) => [words.slice(0, place + 1).join(' '), words.slice(place + 1).join(' ')]);
  const longest = (lines: readonly string[]) => Math.max(...lines.map((line) => line.length));
  return splits.toSorted((a, b) => longest(a) - longest(b))[0] ?? [label];
}
