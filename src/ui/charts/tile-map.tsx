import type { Child } from 'hono/jsx';
import { classes, safeHref } from '../link.ts';
import type { Reader } from '../reader.ts';
import { ChartFigure, Scale } from './figure.tsx';
import { formatNumber, stepOf } from './number.ts';

/** A tile: a place with its short code, where it stands on the grid (from 0), its value, and where it leads. */
type Tile = {
  code: string;
  label: string;
  column: number;
  row: number;
  value: number;
  href?: string | undefined;
  current?: boolean | undefined;
};

/** A name without a value, set beside the tiles where a map must not be without it (islands that belong to a tile). */
export type MapMark = { label: string; column: number; row: number };

type TileMapProps = {
  reader: Reader;
  /** Unique on the page. */
  id: string;
  title: string;
  /** How to read it, and where the numbers come from. */
  note?: Child;
  /** What the tiles are ("Province") and what is counted ("Items"): the head of the table. */
  head: readonly [string, string];
  tiles: readonly Tile[];
  marks?: readonly MapMark[] | undefined;
};

const size = 48;
const gap = 4;
/** The title of the tile says it in full. */
const unread = { 'aria-hidden': 'true' } as const;
/** The width of a letter of a mark, at most on average. */
const letter = 7;

/** A map of equal tiles, one for each place; the darker, the more. */
export const TileMap = ({ reader, id, title, note, head, tiles, marks = [] }: TileMapProps) => {
  const format = formatNumber(reader);
  const greatest = Math.max(0, ...tiles.map((tile) => tile.value));
  const width = Math.max(
    ...tiles.map((tile) => gap + (tile.column + 1) * (size + gap)),
    ...marks.map((mark) => gap + mark.column * (size + gap) + mark.label.length * letter),
    size,
  );
  const height = (1 + Math.max(0, ...[...tiles, ...marks].map((each) => each.row))) * (size + gap) + gap;
  const most = tiles.find((tile) => tile.value === greatest);
  return (
    <ChartFigure
      reader={reader}
      title={title}
      note={note}
      head={head}
      rows={tiles.map((tile) => [tile.label, tile.value] as const).toSorted((a, b) => b[1] - a[1])}
    >
      <div class="tiles">
        <svg viewBox={`0 0 ${width} ${height}`} aria-labelledby={`${id}-t`} aria-describedby={`${id}-d`}>
          <title id={`${id}-t`}>{title}</title>
          <desc id={`${id}-d`}>
            {reader.t('ui.chart.tiles', { count: tiles.length, most: format(greatest), where: most?.label ?? '–' })}
          </desc>
          {tiles.map((tile) => {
            const x = gap + tile.column * (size + gap);
            const y = gap + tile.row * (size + gap);
            const name = `${tile.label}: ${format(tile.value)}`;
            const drawn = (
              <>
                <title>{name}</title>
                <rect x={x} y={y} width={size} height={size} rx="3" />
                <text x={x + 6} y={y + 18} {...unread}>
                  {tile.code}
                </text>
                <text class="tile-value" x={x + size - 6} y={y + size - 7} {...unread}>
                  {format(tile.value)}
                </text>
              </>
            );
            const look = classes('tile', `step-${stepOf(tile.value, greatest)}`, tile.current && 'tile-here');
            return tile.href ? (
              <a class={look} href={safeHref(tile.href)} aria-current={tile.current ? 'true' : undefined}>
                {drawn}
              </a>
            ) : (
              <g class={look}>{drawn}</g>
            );
          })}
          <MapMarks marks={marks} across={size + gap} down={size + gap} gap={gap} />
        </svg>
        <Scale reader={reader} greatest={greatest} />
      </div>
    </ChartFigure>
  );
};

/** The names that a map must not be without, each with its handful of islands. */
export const MapMarks = ({
  marks,
  across,
  down,
  gap: edge,
}: {
  marks: readonly MapMark[];
  across: number;
  down: number;
  gap: number;
}) => (
  <>
    {marks.map((mark) => {
      const x = edge + mark.column * across;
      const y = edge + mark.row * down;
      return (
        <g class="tile-mark">
          <path
            d={`M${x + 4} ${y + 5}h3v3h-3ZM${x + 13} ${y + 2}h3v3h-3ZM${x + 22} ${y + 7}h3v3h-3ZM${x + 11} ${y + 11}h3v3h-3Z`}
          />
          <text x={x + 4} y={y + 29}>
            {mark.label}
          </text>
        </g>
      );
    })}
  </>
);
