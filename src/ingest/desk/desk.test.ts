import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/database.ts';
import type { TestDesk, Visitor } from '../../../test/harness/desk.ts';
import { frontPage, loopback, rssFeed, site, sitemapOf } from '../../../test/harness/sites.ts';
import { sourcesDesk } from '../../../test/harness/sources-desk.ts';
import { safeFetch } from '../../platform/fetch/fetch.ts';
import { allOutlets, channelsOf } from '../../sources/index.ts';

const test = testDatabase();
const fetch = safeFetch({ allow: ['127.0.0.0/8'], userAgent: 'cuaso-test' });
const now = new Date('2026-11-23T08:00:00Z');
const clock = () => now;
const servers = loopback();
let desk: TestDesk;
let editor: Visitor;

beforeAll(async () => {
  desk = await sourcesDesk(test.db, { clock, fetch });
  editor = await desk.person('editor');
});
afterAll(async () => {
  servers.close();
  await fetch.close();
});

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const formOf = (text: string) => /\/desk\/sources\/found\/\d+(?:\?outlet=\d+)?/.exec(text)?.[0] ?? '';

const portal = (head = '') => ({
  '/': frontPage('Cổng thông tin điện tử tỉnh Lạng Sơn', {
    head: `<link rel="alternate" type="application/rss+xml" href="/tin.rss"><meta property="og:site_name" content="Cổng &lt;b&gt; Lạng Sơn">${head}`,
  }),
  '/tin.rss': rssFeed('Tin Lạng Sơn', 12, { now }),
});

describe('adding sources from a bare address', () => {
  it('shows each step, what was found and why, and guesses the outlet; nothing is stored yet', async () => {
    const origin = await servers.host(site((at) => ({ ...portal(), '/sitemap.xml': sitemapOf(at, 30, now) })));
    const before = (await channelsOf(test.db)).length;
    const { status, text } = await editor.post('/desk/sources/new', { url: origin.replace('http://', '') });
    expect(status).toBe(200);
    const said = plain(text);
    expect(said).toMatch(/What was asked .*the address itself read .*its page declares it a channel with 12 entries/);
    expect(said).toContain('3 channels were found');
    expect(said).toMatch(/Feed: Tin Lạng Sơn .*12 entries .*carries summaries.*Tin Lạng Sơn: chuyện số 0/);
    expect(text).toContain('value="Cổng &lt;b&gt; Lạng Sơn"');
    expect(text).toMatch(/<option value="20@[\d-]+" selected/);
    expect(text).toMatch(/name="channel.0"[^>]*checked/);
    expect(text).not.toMatch(/name="channel.1"[^>]*checked/);
    expect((await channelsOf(test.db)).length).toBe(before);
    expect(text.trimEnd().endsWith('</html>')).toBe(true);
  });

  it('adds the outlet and the channels that were chosen, once; what was typed stays while something is wrong', async () => {
    const origin = await servers.host(
      site((at) => ({ ...portal(), '/robots.txt': `Sitemap: ${at}/s.xml`, '/s.xml': sitemapOf(at, 9, now) })),
    );
    const found = await editor.post('/desk/sources/new', { url: origin });
    const form = formOf(found.text);
    const wrong = await editor.post(form, { name: 'Cổng <i>thử</i>', class: 'nonsense', languages: 'tiếng Việt' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="Cổng &lt;i&gt;thử&lt;/i&gt;"');
    expect(plain(wrong.text)).toMatch(/Choose at least one channel.*Choose a class.*Write language codes/);
    expect(plain(wrong.text)).toContain('Tin Lạng Sơn: chuyện số 0');
    const typed = {
      name: 'Cổng thử',
      class: 'official',
      languages: 'vi',
      'channel.0': '1',
      'channel.1': '1',
      active: '1',
    };
    const added = await editor.post(form, typed);
    expect(added).toMatchObject({ status: 303 });
    const outlet = (await allOutlets(test.db)).find(({ name }) => name === 'Cổng thử');
    expect(added.location).toBe(`/desk/sources/outlets/${outlet?.id}?done=ingest.done.channels`);
    expect(
      (await channelsOf(test.db, [outlet?.id ?? 0])).map(({ kind, state, title }) => [kind, state, title]),
    ).toEqual([
      ['feed', 'active', 'Tin Lạng Sơn'],
      ['sitemap', 'active', null],
    ]);
    const again = await editor.post(form, typed);
    expect(again.status).toBe(422);
    expect(plain(again.text)).toContain('registered already, with Cổng thử');
    expect(plain((await editor.get(form)).text)).toContain('registered already, with Cổng thử');
  });

  it('adds to an outlet that is there, when asked for it', async () => {
    const outlet = (await allOutlets(test.db)).find(({ packId }) => packId === 'mofa');
    const origin = await servers.host(site(portal()));
    const page = await editor.get(`/desk/sources/new?outlet=${outlet?.id}`);
    expect(plain(page.text)).toContain('Ministry of Foreign Affairs');
    const found = await editor.post(`/desk/sources/new?outlet=${outlet?.id}`, { url: origin });
    expect(found.text).not.toContain('name="class"');
    const added = await editor.post(formOf(found.text), { 'channel.0': '1' });
    expect(added.location).toContain(`/outlets/${outlet?.id}?`);
    expect((await channelsOf(test.db, [outlet?.id ?? 0])).map(({ url, state }) => [url, state])).toEqual([
      [`${origin}/tin.rss`, 'paused'],
    ]);
  });

  it('says why nothing was found, and registers the address as it stands if a person wants that', async () => {
    const origin = await servers.host((_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<script>document.cookie="a=1";location.reload()</script>'),
    );
    const found = await editor.post('/desk/sources/new', { url: `${origin}/` });
    const said = plain(found.text);
    expect(said).toContain('No channel was found');
    expect(said).toContain('A check for browsers (cookie or script) stands before it');
    const added = await editor.post(formOf(found.text), { given: '1', name: 'Cổng có chắn', class: 'official' });
    expect(added.status).toBe(303);
    expect((await channelsOf(test.db)).some(({ url }) => url === `${origin}/`)).toBe(true);
  });

  it('keeps what was typed that is no address, and forgets what nobody kept', async () => {
    const wrong = await editor.post('/desk/sources/new', { url: 'ftp://"><b>x.vn' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="ftp://&quot;&gt;&lt;b&gt;x.vn"');
    expect(plain(wrong.text)).toMatch(/Only addresses with http or https|This is no web address/);
    expect((await editor.get('/desk/sources/found/999999')).status).toBe(404);
    expect((await editor.post('/desk/sources/found/x')).status).toBe(404);
  });

  it('makes nothing of what a site says of itself but text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const head = `<meta property="og:site_name" content='"&gt;${evil.replaceAll('<', '&lt;')}'>`;
    const feed = rssFeed('T', 2, { now }).replace(
      '<title>T</title>',
      `<title><![CDATA[${evil}"><script>alert(1)</script>]]></title>`,
    );
    const origin = await servers.host(
      site({
        '/': `<html><head><title>${evil}</title>${head}<link rel=alternate type=application/rss+xml href='/f?"><script>alert(2)</script>'></head></html>`,
        '/f': feed,
      }),
    );
    const { text } = await editor.post('/desk/sources/new', { url: origin });
    expect(text).toContain('1 channel was found');
    expect(text).not.toMatch(/<img src=x|<script>alert/);
  });
});

describe('the outlets of the register without a channel', () => {
  it('are looked for one by one and class by class; the page says how far that is and what was found', async () => {
    const page = plain((await editor.get('/desk/sources/find')).text);
    expect(page).toMatch(/\d+ outlets of the register have no channel .*Official: find the channels of \d+/);
    expect(page).toContain('Nothing was looked for yet');
    const outlet = (await allOutlets(test.db)).find(({ packId }) => packId === 'moj');
    const path = `/desk/sources/outlets/${outlet?.id}`;
    expect(plain((await editor.get(path)).text)).toContain('Find its channels');
    expect((await editor.post(`${path}/find`)).location).toBe(`${path}?done=ingest.done.search`);
    expect(plain((await editor.get(path)).text)).toContain('Waits for its turn');
    await editor.post('/desk/sources/find', { class: 'official' });
    const after = plain((await editor.get('/desk/sources/find')).text);
    expect(after).not.toContain('Official: find the channels');
    expect(after).toMatch(/\d+ wait · 0 channels added · 0 to decide · 0 without a channel/);
    expect(after).toContain('Ministry of Justice');
    expect((await editor.post('/desk/sources/find', { class: 'x' })).location).toBe('/desk/sources/find');
    expect((await editor.post('/desk/sources/outlets/999999/find')).location).toBe('/desk/sources/outlets');
  });
});
