import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('styles/tokens.css', import.meta.url), 'utf8');
const [modern = '', old = ''] = css.split('@supports not');

const pairs = new Map(
  [...modern.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name = '', light = '', dark = '']) => [
    name,
    { light, dark },
  ]),
);

type Scheme = 'light' | 'dark';

function colour(name: string, scheme: Scheme): string {
  const found = pairs.get(name)?.[scheme];
  if (!found) throw new Error(`tokens.css: no --${name}`);
  return found;
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['paper', 'raised', 'sunk'];
const washes = ['lacquer-wash', 'gold-wash', 'jade-wash'];
const on = (inks: readonly string[], backs: readonly string[]) =>
  inks.flatMap((ink) => backs.map((back) => [ink, back] as const));

// Words need 4.5 to 1 (WCAG 1.4.3), the edges of controls and the marks of focus 3 to 1 (1.4.11).
const words = [
  ...on(['ink', 'ink-quiet', 'lacquer', 'lacquer-deep', 'jade', 'gold-ink'], grounds),
  ...on(['ink', 'ink-quiet'], washes),
  ['lacquer', 'lacquer-wash'],
  ['lacquer', 'gold-wash'],
  ['lacquer-deep', 'lacquer-wash'],
  ['gold-ink', 'gold-wash'],
  ['jade', 'jade-wash'],
  ['on-lacquer', 'lacquer-fill'],
  ['on-lacquer', 'lacquer-fill-deep'],
  ['paper', 'ink'],
  ...on(['bar-ink', 'bar-quiet', 'bar-gold'], ['bar']),
  ...[0, 1, 2, 3, 4, 5].map((step) => [`step-ink-${step}`, `step-${step}`] as const),
] as const;
const edges = [
  ...on(['line', 'jade', 'lacquer', 'sign'], ['paper', 'raised']),
  ['lacquer-fill', 'paper'],
  ['bar-gold', 'bar'],
  ['bar-quiet', 'bar'],
] as const;

describe.each<Scheme>(['light', 'dark'])('colours of the %s scheme', (scheme) => {
  it.each(words)('--%s can be read on --%s', (ink, back) => {
    expect(contrast(colour(ink, scheme), colour(back, scheme))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(edges)('--%s stands out from --%s', (edge, back) => {
    expect(contrast(colour(edge, scheme), colour(back, scheme))).toBeGreaterThanOrEqual(3);
  });
  it('has steps that grow apart from the paper one by one', () => {
    const steps = [1, 2, 3, 4, 5].map((step) => contrast(colour(`step-${step}`, scheme), colour('paper', scheme)));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });
});

describe('browsers without light-dark()', () => {
  it('get every colour of the light scheme', () => {
    const plain = new Map([...old.matchAll(/--([\w-]+): (#\w{6})/g)].map(([, name, value]) => [name, value]));
    expect(plain).toEqual(new Map([...pairs].map(([name, { light }]) => [name, light])));
  });
});

describe('the sheets', () => {
  it('name every colour in tokens.css and use no physical direction', () => {
    const names = [
      'base',
      'parts',
      'form',
      'table',
      'charts',
      'panel',
      'overlay',
      'portal',
      'front',
      'article',
      'desk',
    ];
    for (const name of names) {
      const sheet = readFileSync(new URL(`styles/${name}.css`, import.meta.url), 'utf8');
      expect(sheet.match(/#[0-9a-f]{3,8}\b/gi) ?? [], name).toEqual([]);
      expect(
        sheet.match(
          /(?:margin|padding|border)-(?:left|right|top|bottom)|text-align: (?:left|right)|^\s*(?:left|right|top|bottom|width|height):/gm,
        ) ?? [],
        name,
      ).toEqual([]);
      const unknown = [...sheet.matchAll(/var\(--([\w-]+)/g)].map(([, used = '']) => used);
      for (const used of unknown)
        expect(`${modern}${sheet}`, `${name}: --${used}`).toMatch(new RegExp(`--${used}:|bar-size`));
    }
  });
});
