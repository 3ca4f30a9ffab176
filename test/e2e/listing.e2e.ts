import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { dataFolder, type House, openHouse } from '../harness/house.ts';
import { becomeOwner, complaintsOf, eventually, said } from './staff.ts';

// A portal on the loopback as provinces have them: a menu, a list, a box of the most read, pages of articles.
const titles = [
  'Làng gốm Đất Nung đón đoàn khách quốc tế đầu tiên',
  'Thư viện tỉnh số hoá xong mười nghìn trang báo cũ',
  'Chợ nổi mở lại sau khi nạo vét luồng chính',
  'Hội sách thiếu nhi kéo dài thêm ba ngày cuối tuần',
];
const row = (title: string, n: number) =>
  `<div class="tin"><a class="anh" href="/bai/${n}.html"><img src="/anh/${n}.svg" width="120" height="80" alt=""></a>
   <div class="chu"><h3><a href="/bai/${n}.html">${title}</a></h3><span class="ngay">Thứ Hai, 1${n}/11/2026 08:15</span><p>Tin số ${n} kể lại việc vừa diễn ra tại địa phương trong tuần này.</p></div></div>`;
const frontOf = (
  extra = '',
  head = '',
): string => `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Tin tức</title>
  <link rel="stylesheet" href="/cong.css">${head}</head><body><ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li></ul>
  <div id="ds">${titles.map(row).join('')}</div><div class="doc-nhieu"><ul>${titles.map((title, n) => `<li><a href="/cu/${n}.html">${title.split(' ').reverse().join(' ')}</a></li>`).join('')}</ul></div>${extra}</body></html>`;
const articleOf = (
  n: number,
): string => `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${titles[n]}</title></head><body>
  <h1>${titles[n]}</h1><div class="than"><p>Mở đầu bài số ${n}. ${'Một câu văn kể chuyện ở địa phương. '.repeat(10)}</p><p class="moi">Mời bạn tải ứng dụng của cổng.</p><p>${'Câu tiếp theo của bài viết. '.repeat(10)}</p></div></body></html>`;

const css = `body{font:16px sans-serif;margin:0}.menu{display:flex;gap:1rem;background:#134;padding:.5rem;list-style:none}.menu a{color:#fff}.tin{display:flex;gap:1rem;padding:1rem;border-bottom:1px solid #ccc}.ngay{color:#666}`;
const hostile = {
  head: '<base href="https://khong-co.example/"><meta http-equiv="refresh" content="0;url=/da-bi-lua"><style>*{pointer-events:none!important}.che{position:fixed!important;inset:0!important;z-index:2147483647!important;background:#c00}</style>',
  body: `<script>document.title='da chay';top.location='/da-bi-lua'</script><div class="che" style="position:fixed;inset:0"></div><a class="js" href="javascript:alert(1)">bấm vào đây nhé</a>
    <form action="/da-bi-lua"><button autofocus>Gửi</button></form><iframe src="/da-bi-lua"></iframe><img src="/loi" onerror="top.location='/da-bi-lua'"><svg onload="alert(1)"></svg>`,
};

let portal: Server;
let origin = '';
let house: House;
let asked: string[] = [];
const { folder, remove } = dataFolder();

test.beforeAll(async () => {
  portal = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const send = (type: string, text: string) => response.writeHead(200, { 'content-type': type }).end(text);
    const article = /^\/bai\/(\d)\.html$/.exec(path)?.[1];
    if (path === '/tin') send('text/html; charset=utf-8', frontOf());
    else if (path === '/doc') send('text/html; charset=utf-8', frontOf(hostile.body, hostile.head));
    else if (path === '/cong.css') send('text/css', css);
    else if (path.startsWith('/anh/'))
      send(
        'image/svg+xml',
        '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><rect width="120" height="80" fill="#9bc"/></svg>',
      );
    else if (article) send('text/html; charset=utf-8', articleOf(Number(article)));
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => portal.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
  house = await openHouse({ folder, env: { CUASO_FETCH_ALLOW: '127.0.0.0/8' } });
});
test.afterAll(async () => {
  await house?.stop();
  portal.close();
  remove();
});
test.setTimeout(180_000);
// One house and one sign-in for all of them.
test.describe.configure({ mode: 'serial' });

/** The picker of a new outlet, open at a page of the portal. */
async function openPicker(page: Page, path: string): Promise<void> {
  if (house.ownerLink && !signedIn) {
    await page.goto(house.ownerLink);
    await becomeOwner(page);
    signedIn = (await page.context().storageState()).cookies;
  } else await page.context().addCookies(signedIn ?? []);
  await page.goto(`${house.url}/desk/sources/outlets/1`);
  await page.locator('#listing-address').fill(`${origin}${path}`);
  await page.getByRole('button', { name: 'Choose the list', exact: true }).click();
}
let signedIn: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>> | undefined;

const layer = (page: Page) => page.locator('.picker-layer');
const marks = (page: Page, part: string) => page.locator(`.picker-layer .mark-${part}`);
const chip = (page: Page, part: string) => page.locator(`input[name=part][value=${part}]`);
const preview = (page: Page) => page.locator('#picker-preview');

/** Clicks through our layer at the middle of something on the page beneath it. */
async function point(page: Page, selector: string): Promise<void> {
  const target = page.frameLocator('.picker-page').locator(selector).first();
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error(`nothing at ${selector}`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

test('a list is chosen on the page itself, and its items arrive', async ({ page }) => {
  const complaints = complaintsOf(page.context());
  await openPicker(page, '/tin');

  await test.step('the likeliest list is marked at once', async () => {
    await expect(marks(page, 'item')).toHaveCount(4);
    await expect(marks(page, 'date')).toHaveCount(4);
    for (const title of titles) await expect(preview(page)).toContainText(title);
    await expect(preview(page)).toContainText('4 of 4 with a date');
  });

  await test.step('another one by a click, and back', async () => {
    await point(page, '.doc-nhieu li a');
    await expect(page).toHaveURL(/item=/);
    await expect(preview(page)).toContainText('/cu/0.html');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(preview(page)).toContainText('/bai/0.html');
    await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden();
  });

  await test.step('a part by a click', async () => {
    await chip(page, 'title').check();
    await point(page, '.tin .chu p');
    await expect(preview(page)).toContainText('Tin số 0 kể lại');
    await expect(page.locator('.picker-part.mark-title')).toContainText('chosen');
    await page.getByRole('button', { name: 'Title: find it by itself again' }).click();
    await expect(page.locator('.picker-part.mark-title')).toContainText('found');
  });

  await test.step('with the keyboard alone', async () => {
    await layer(page).focus();
    await page.keyboard.press('4');
    await expect(chip(page, 'picture')).toBeChecked();
    await page.keyboard.press('1');
    // From the menu to the list beside it, down into its first entry, and on to the words of that.
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await expect(page).toHaveURL(/item=div\.tin/);
    await expect(marks(page, 'item')).toHaveCount(4);
  });

  await test.step('no barrier for anybody', async () => {
    const { violations } = await new AxeBuilder({ page }).exclude('.picker-page').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  await test.step('and the parts of an article', async () => {
    await page.getByRole('link', { name: '2 · An article (optional)' }).click();
    await expect(preview(page)).toContainText('Mở đầu bài số 0');
    await expect(preview(page)).toContainText('Mời bạn tải ứng dụng');
    await chip(page, 'body').check();
    await point(page, '.than p');
    await expect(preview(page)).toContainText('The body is what you chose');
    await chip(page, 'remove').check();
    await point(page, '.moi');
    await expect(preview(page)).not.toContainText('Mời bạn tải ứng dụng');
  });

  await test.step('it is kept, and brings its items', async () => {
    await page.getByRole('button', { name: 'Keep as a channel' }).click();
    await expect(said(page)).toContainText('The list is kept');
    await page.getByRole('button', { name: `Try now: ${origin}/tin` }).click();
    await page.goto(`${house.url}/desk/sources/outlets/1`);
    await eventually(async () => {
      await page.reload();
      for (const title of titles) await expect(page.locator('main')).toContainText(title, { timeout: 1_000 });
    });
  });
  expect(complaints).toEqual([]);
});

test('a hostile page runs nothing, leads nowhere and covers nothing', async ({ page }) => {
  await openPicker(page, '/doc');
  asked = [];
  const gone: string[] = [];
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(house.url)) gone.push(frame.url());
  });
  page.on('dialog', (dialog) => gone.push(dialog.message()));
  await page.reload();
  await expect(marks(page, 'item')).toHaveCount(4);
  await chip(page, 'title').check();
  // What would cover the page, or take no pointer, hinders nobody.
  await point(page, '.tin .chu p');
  await expect(preview(page)).toContainText('Tin số 0 kể lại');
  await point(page, '.js');
  await expect(preview(page)).toContainText('outside the entries');
  await page.waitForTimeout(1_000);
  expect(gone).toEqual([]);
  // Its own pictures are all that the browser asks it for.
  expect(new Set(asked.filter((path) => !path.startsWith('/anh/')))).toEqual(new Set(['/loi']));
  expect(await page.title()).toContain('Choose a list');
  const source = await page.locator('.picker-page').getAttribute('src');
  const { 'content-security-policy': policy = '' } = (
    await page.request.get(new URL(source ?? '', house.url).href)
  ).headers();
  expect(policy).toMatch(/^default-src 'none'; img-src http/);
  expect(policy).toContain('sandbox allow-same-origin');
  const inside = page.frameLocator('.picker-page');
  await expect(inside.locator('script, form, iframe, base, [onerror], [href]')).toHaveCount(0);
  await expect(inside.locator('.che')).toHaveCSS('position', 'static');
});

test('without script it is a form', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'vi-VN' });
  await context.addCookies(signedIn ?? []);
  const page = await context.newPage();
  await page.goto(`${house.url}/desk/sources/outlets/1/listing?url=${encodeURIComponent(`${origin}/tin`)}`);
  await expect(page.locator('h1')).toHaveText('Chọn danh sách tin trên trang');
  await expect(preview(page)).toContainText(titles[0] ?? '');
  await page.locator('input[name=item][value=own]').check();
  await page.locator('input[name=own]').fill('.doc-nhieu li');
  await page.getByRole('button', { name: 'Xem kết quả' }).last().click();
  await expect(preview(page)).toContainText('/cu/0.html');
  await context.close();
});
