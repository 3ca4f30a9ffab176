const pane = 12;
const petals = (x: number, y: number): string => {
  const middle = pane / 2;
  const corners = [
    [0, 0],
    [pane, 0],
    [pane, pane],
    [0, pane],
  ] as const;
  return corners
    .map(
      ([dx, dy]) =>
        `M${x + dx} ${y + dy}A${middle} ${middle} 0 0 1 ${x + middle} ${y + middle}A${middle} ${middle} 0 0 1 ${x + dx} ${y + dy}`,
    )
    .join('');
};

const closed = [0, 1, 2, 3, 4, 5, 6, 7, 8]
  .filter((place) => place !== 2)
  .map((place) => petals((place % 3) * pane, Math.floor(place / 3) * pane))
  .join('');

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
