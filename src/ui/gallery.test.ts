import { Hono } from 'hono';
import { describe, expect, it, vi } from 'vitest';
import { readLanguages } from '../platform/i18n.ts';
import type { Env } from '../platform/index.ts';
import { gallery } from './gallery.tsx';

vi.mock('../platform/index.ts', () => ({ asset: (name: string) => `/assets/${name}` }));

const app = new Hono<Env>();
gallery(app, readLanguages(new URL('../../locales', import.meta.url).pathname, 'vi'));

const pages = ['desk', 'front', 'article', 'search', 'huge', 'sheet', '404', '410', '500'];
const asked = pages.flatMap((page) => ['vi', 'en', 'ar'].map((lang) => [page, lang] as const));
const get = async (page: string, lang = 'en') =>
  (await app.request(`/_gallery/${page}?lang=${lang}&scheme=dark`)).text();

describe.each(asked)('the page %s in %s', (page, lang) => {
  it('holds to the strict policy, whatever was put in', async () => {
    const html = await get(page, lang);
    expect(html).toMatch(
      new RegExp(`^<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"`, 'i'),
    );
    expect(html).not.toMatch(/\sstyle=/i);
    expect(html).not.toMatch(/<style/i);
    expect(html).not.toMatch(/\son[a-z]+="/i);
    expect(html).not.toMatch(/javascript:/i);
    expect(html).not.toContain('<img src=x');
    for (const [, attributes = ''] of html.matchAll(/<script([^>]*)>/g))
      expect(attributes).toMatch(/^ (?:type="application\/ld\+json"|type="module" src="\/assets\/desk\.js")$/);
  });

  it('names every control, gives every id once, and refers only to ids that are there', async () => {
    const html = await get(page, lang);
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const used = [...html.matchAll(/\s(?:for|popovertarget|aria-labelledby|aria-describedby|list)="([^"]+)"/g)];
    for (const id of used.flatMap(([, names = '']) => names.split(' '))) expect(ids).toContain(id);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('id="main"');
  });
});

describe('the portal', () => {
  it('ships no script', async () => {
    for (const page of ['front', 'article', 'search'])
      expect(await get(page)).not.toMatch(/<script(?! type="application\/ld\+json")/);
  });

  it('lists the languages by their own names and announces the same page in each', async () => {
    const html = await get('front', 'vi');
    expect(html).toContain('<a href="/_gallery/front?lang=en" lang="en" hreflang="en" dir="ltr">English</a>');
    expect(html).toContain('<link rel="alternate" hreflang="vi" href="https://cuaso.example/_gallery/front?lang=vi"/>');
    expect(html).toContain('<link rel="alternate" hreflang="x-default" href="https://cuaso.example/"/>');
    expect(html).toContain('<link rel="canonical" href="https://cuaso.example/vi"/>');
  });

  it('keeps hidden pages out of search engines', async () => {
    const html = await get('search');
    expect(html).toContain('<meta name="robots" content="noindex"/>');
    expect(html).not.toContain('rel="canonical"');
    expect(html).not.toContain('rel="alternate"');
  });

  it('writes structured data that reads back', async () => {
    const html = await get('article');
    const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
    expect(JSON.parse(data)).toMatchObject({ '@type': 'NewsArticle', headline: expect.stringContaining('</title>') });
  });
});

describe('the charts', () => {
  it('have a title, a description and the table behind them', async () => {
    const html = await get('desk');
    const map = html.slice(html.indexOf('<div class="tiles">'), html.indexOf('class="matrix-frame"'));
    expect(map).toContain('<title id="map-t">Items from the 34 provinces</title>');
    expect(map).toMatch(/<desc id="map-d">34 places; the highest is [^<]+<\/desc>/);
    expect(map.match(/<tr>/g)).toHaveLength(35);
    const spark = html.slice(
      html.indexOf('<div class="sparkline">'),
      html.indexOf('</table>', html.indexOf('<div class="sparkline">')),
    );
    expect(spark).toContain('<title id="days-1-t">Items a day</title>');
    expect(spark).toContain('<desc id="days-1-d">Lowest 9, highest 44, latest 44</desc>');
    expect(spark.match(/<tr>/g)).toHaveLength(14);
  });
});
