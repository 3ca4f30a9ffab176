/** A number of bytes in the unit that suits it, as a language writes it: "120 kB". */
export function sizeIn(lang: string, bytes: number): string {
  const [unit, amount] =
    bytes < 1_000 ? ['byte', bytes] : bytes < 1_000_000 ? ['kilobyte', bytes / 1_000] : ['megabyte', bytes / 1_000_000];
  const format = {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(lang, format as Intl.NumberFormatOptions).format(amount as number);
}
