const pane = 12;
const half = pane / 2;

/**
 * The petals along a diagonal of so many panes, from the start side of the first pane downwards (1) or upwards (-1).
 * One side of each is drawn on the way there, the other on the way back; `t` swings from side to side by itself.
 */
const garland = (column: number, row: number, panes: number, down: 1 | -1): string => {
  const rise = down * half;
  const on = Array(2 * panes - 1).fill(`${half} ${rise}`);
  const back = Array(2 * panes - 1).fill(`${-half} ${-rise}`);
  const start = `${column * pane} ${(down === 1 ? row : row + 1) * pane}`;
  return `M${start}q${half} 0 ${half} ${rise}t${on.join(' ')}q0 ${-rise} ${-half} ${-rise}t${back.join(' ')}`;
};

/** All panes but the last of the first row. */
const closed = [
  garland(0, 0, 3, 1),
  garland(1, 0, 2, 1),
  garland(0, 1, 2, 1),
  garland(0, 2, 1, 1),
  garland(0, 0, 1, -1),
  garland(0, 1, 2, -1),
  garland(0, 2, 2, -1),
  garland(1, 2, 2, -1),
  garland(2, 2, 1, -1),
].join('');

/** The sign: a lattice window (bông gió) of nine panes, one of them open. `size` in CSS pixels. */
export const Sign = ({ size = 32, label }: { size?: number | undefined; label?: string | undefined }) => (
  <svg
    class="sign"
    viewBox="-3 -3 42 42"
    width={size}
    height={size}
    role={label ? 'img' : undefined}
    aria-label={label}
    aria-hidden={label ? undefined : 'true'}
    focusable="false"
  >
    <path class="sign-petals" d={closed} />
    <path class="sign-bars" d="M12 0V36M24 0V36M0 12H36M0 24H36" />
    <path class="sign-open" d="M24 0H36V12H24Z" />
    <rect class="sign-frame" x="-1.5" y="-1.5" width="39" height="39" rx="1.5" />
  </svg>
);
