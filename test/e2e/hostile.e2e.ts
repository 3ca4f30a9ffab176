import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { dataFolder, type House, openHouse } from '../harness/house.ts';
import { becomeOwner, complaintsOf, eventually } from './staff.ts';

/** Each would set `pwned` or open a dialog if it ever reached a page as anything but text. */
const payloads = [
  '<script>window.pwned=1</script>',
  '"><script>window.pwned=1</script>',
  "'><img src=x onerror=window.pwned=1>",
  '<img src=x onerror="window.pwned=1">',
  '<svg onload=window.pwned=1>',
  '<svg><script>window.pwned=1</script></svg>',
  '<svg><animate onbegin=window.pwned=1 attributeName=x dur=1s>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=window.pwned=1&gt;">',
  '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
  '<a href="javascript:window.pwned=1">click</a>',
  '<a href=" java&#10;script:window.pwned=1">click</a>',
  '<form action="javascript:window.pwned=1"><button autofocus>send</button></form>',
  '<details open ontoggle=window.pwned=1>',
  '<input autofocus onfocus=window.pwned=1>',
  '<body onload=window.pwned=1>',
  '<base href="http://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:window.pwned=1">',
  '<link rel="stylesheet" href="http://evil.example/x.css">',
  '<style>@import "http://evil.example/x.css";</style>',
  '<noscript><p title="</noscript><img src=x onerror=window.pwned=1>">',
  '<template><script>window.pwned=1</script></template>',
  '<textarea></textarea><script>window.pwned=1</script>',
  '</title><script>window.pwned=1</script>',
  '--><script>window.pwned=1</script>',
  ']]><script>window.pwned=1</script>',
  '{{constructor.constructor("window.pwned=1")()}}',
  '\\u003cscript\\u003ewindow.pwned=1\\u003c/script\\u003e',
  '<scr<script>ipt>window.pwned=1</scr</script>ipt>',
  '&lt;script&gt;window.pwned=1&lt;/script&gt;',
  '<object data="javascript:window.pwned=1"></object>',
];
const marker = 'Hội thi tiếng hát';
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const long = 'Đêm hội thi tiếng hát vang khắp sân đình, người xem đứng kín cả hai bên đường làng. '.repeat(20);

/** A feed of two outlets that tell the same, with every payload in every field. */
function feed(origin: string, outlet: number): string {
  const items = payloads.map((payload, n) => {
    const bad = escaped(payload);
    return `<item><guid isPermaLink="false">${n} ${bad}</guid><title>${marker} lần thứ ${n} ở làng ${bad}</title>
      <link>${n % 3 === 0 ? 'javascript:window.pwned=1' : `${origin}/bai-${n}?q=${encodeURIComponent(payload)}&amp;x=${bad}`}</link>
      <author>${bad}</author><dc:creator>${bad}</dc:creator><category domain="${bad}">${bad}</category>
      <enclosure url="javascript:window.pwned=1" type="${bad}"/><media:thumbnail url="${n % 2 ? 'javascript:window.pwned=1' : `${origin}/anh.png&quot; onerror=&quot;window.pwned=1`}"/>
      <media:content url="${origin}/anh.png"><media:description>${bad}</media:description><media:credit>${bad}</media:credit></media:content>
      <pubDate>${new Date(Date.now() - n * 600_000).toUTCString()}</pubDate>
      <description>${bad} ${escaped(payload)} ${outlet}</description>
      <content:encoded>${bad}${escaped(`<p>${long}</p>${payload}<p>${payload}</p>`)}</content:encoded></item>`;
  });
  const all = escaped(payloads.join(' '));
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:media="http://search.yahoo.com/mrss/"><channel><title>${all}</title><link>javascript:window.pwned=1</link><description>${all}</description>
    <language>vi</language><managingEditor>${all}</managingEditor><generator>${all}</generator>${items.join('')}</channel></rss>`;
}

const { folder, remove } = dataFolder();
let house: House;
const servers: Server[] = [];
const origins: string[] = [];

test.beforeAll(async () => {
  for (const outlet of [1, 2]) {
    const server = createServer((request, response) => {
      const origin = origins[outlet - 1] ?? '';
      if (request.url === '/feed')
        response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(feed(origin, outlet));
      else response.writeHead(503, { 'x-why': 'no' }).end(payloads.join(''));
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origins.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }
  house = await openHouse({ folder, args: ['--no-demo'], env: { CUASO_FETCH_ALLOW: '127.0.0.0/8' } });
});
test.afterAll(async () => {
  await house?.stop();
  for (const server of servers) server.close();
  remove();
});

/** What on the page that is open came alive: nothing, where all of it is text. */
const alive = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const runs = /^\s*(javascript|vbscript|data:text)/i;
    const found = [...document.querySelectorAll('*')].flatMap((element) => [
      ...[...element.attributes].flatMap(({ name, value }) =>
        /^on/i.test(name) || (/^(href|src|action|formaction|data|xlink:href|srcdoc)$/i.test(name) && runs.test(value))
          ? [`${element.tagName} ${name}=${value}`]
          : [],
      ),
      ...(/^(IFRAME|OBJECT|EMBED|BASE|FRAME)$/.test(element.tagName) ? [element.tagName] : []),
      ...(element instanceof HTMLScriptElement && element.src === '' && !/json/.test(element.type)
        ? ['inline script']
        : []),
      ...(element instanceof HTMLMetaElement && element.httpEquiv === 'refresh' ? ['refresh'] : []),
      ...(element instanceof HTMLLinkElement &&
      new URL(element.href).origin !== location.origin &&
      element.rel === 'stylesheet'
        ? [element.href]
        : []),
    ]);
    return 'pwned' in window ? [...found, 'it ran'] : found;
  });

test('what a hostile feed says in any of its fields is text on every page that shows it', async ({ page }) => {
  test.setTimeout(600_000);
  const complaints = complaintsOf(page.context());
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(house.ownerLink ?? '');
  await becomeOwner(page);

  const outlines = origins.map(
    (origin, n) =>
      `<outline type="rss" text="${escaped(`Đoàn hát ${n} ${payloads[n]} ${payloads[3]}`)}" xmlUrl="${origin}/feed"/>`,
  );
  // The other one fails, with a page of payloads.
  outlines.push(
    `<outline type="rss" text="${escaped(`Đoàn hỏng ${payloads[1]}`)}" xmlUrl="${origins[0]}/hong?${encodeURIComponent(payloads[0] ?? '')}"/>`,
  );
  const opml = `<opml version="2.0"><body>${outlines.join('')}</body></opml>`;
  const imported = await page.request.post(`${house.url}/desk/sources/import`, {
    headers: { origin: house.url },
    multipart: {
      file: { name: 'a.opml', mimeType: 'text/x-opml', buffer: Buffer.from(opml) },
      class: 'domestic-press',
      active: '1',
      step: 'import',
    },
  });
  expect(imported.status()).toBeLessThan(400);

  await eventually(async () => {
    await page.goto(`${house.url}/desk/stories`);
    await expect(page.locator('main')).toContainText(marker, { timeout: 1_000 });
  });

  const waiting = [
    '/',
    '/vi',
    '/en',
    '/desk',
    '/desk/stories',
    '/desk/sources',
    '/desk/sources/outlets',
    `/vi/search?q=${encodeURIComponent(marker)}`,
    `/desk/sources/outlets?q=${encodeURIComponent(payloads[1] ?? '')}`,
    '/desk/audit',
    '/desk/articles/new?story=1',
    '/desk/articles/new?story=2',
  ];
  const seen = new Set<string>();
  const kinds = new Map<string, number>();
  const shown: string[] = [];
  for (let path = waiting.shift(); path !== undefined && seen.size < 90; path = waiting.shift()) {
    // Of pages alike four are enough.
    const kind = path
      .replace(/[?#].*/, '')
      .replace(/\d+/g, 'N')
      .replace(/[^/]*-[0-9a-z]+$/, 'SLUG');
    if (seen.has(path) || (kinds.get(kind) ?? 0) >= 4) continue;
    seen.add(path);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const answer = await page.goto(house.url + path);
    if (!/html/.test(answer?.headers()['content-type'] ?? '')) continue;
    expect({ path, alive: await alive(page) }).toEqual({ path, alive: [] });
    if ((await page.locator('body').textContent())?.includes('pwned')) shown.push(kind);
    const links = await page
      .locator('a[href^="/"]')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
    waiting.push(
      ...links.filter((link) => !/sign-?out|\.(xml|json|csv|opml|png|svg|ics|css|js)([?#]|$)|^\/\//.test(link)),
    );
  }
  console.log(`${seen.size} pages, payloads shown as text on: ${[...new Set(shown)].join(' ')}`);
  expect(dialogs).toEqual([]);
  expect(complaints).toEqual([]);
  expect(new Set(shown).size).toBeGreaterThan(3);
});
