import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { eventually, owner, said, test } from './staff.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Where the pages of the desk are; those of one thing are found by following the first row of its list. */
type Way = { path: string; row?: string; under?: string };

const pages: Record<string, Way> = {
  stories: { path: '/desk/stories' },
  story: { path: '/desk/stories', row: '/desk/stories/' },
  'seen from abroad': { path: '/desk/stories/abroad?days=30' },
  'alerts of stories': { path: '/desk/stories/alerts' },
  'learnt words': { path: '/desk/stories/lexicon' },
  'muted stories': { path: '/desk/stories?muted=1' },
  sources: { path: '/desk/sources' },
  outlets: { path: '/desk/sources/outlets?class=creator' },
  outlet: { path: '/desk/sources/outlets', row: '/desk/sources/outlets/' },
  item: { path: '/desk/items/1' },
  'outlet to edit': { path: '/desk/sources/outlets', row: '/desk/sources/outlets/', under: '/edit' },
  'new outlet': { path: '/desk/sources/new' },
  alerts: { path: '/desk/sources/alerts' },
  'channels to find': { path: '/desk/sources/find' },
  import: { path: '/desk/sources/import' },
  articles: { path: '/desk/articles' },
  'new article': { path: '/desk/articles/new?story=1' },
  'article to write': { path: '/desk/articles?lang=vi', row: '/desk/articles/' },
  'translation side by side': { path: '/desk/articles?lang=en', row: '/desk/articles/' },
  preview: { path: '/desk/articles?lang=vi', row: '/desk/articles/', under: '/preview' },
  history: { path: '/desk/articles?lang=vi', row: '/desk/articles/', under: '/history' },
  comparison: { path: '/desk/articles?lang=vi', row: '/desk/articles/', under: '/compare?a=1&b=2' },
  publication: { path: '/desk/articles?lang=vi', row: '/desk/articles/', under: '/publish' },
  agenda: { path: '/desk/agenda' },
  coverage: { path: '/desk/agenda?view=coverage' },
  'recurring events': { path: '/desk/agenda?view=series' },
  event: { path: '/desk/agenda', row: '/desk/agenda/' },
  'event to edit': { path: '/desk/agenda', row: '/desk/agenda/', under: '/edit' },
  'new event': { path: '/desk/agenda/new' },
  'list of events': { path: '/desk/agenda/import' },
  assignments: { path: '/desk/agenda/assignments' },
  people: { path: '/desk/people' },
  invitation: { path: '/desk/people/invite' },
  person: { path: '/desk/people', row: '/desk/people/' },
  organisations: { path: '/desk/organisations' },
  organisation: { path: '/desk/organisations', row: '/desk/organisations/' },
  audit: { path: '/desk/audit' },
  account: { path: '/desk/account' },
};

async function open(page: Page, { path, row, under = '' }: Way): Promise<void> {
  const go = async (address: string) => expect((await page.goto(address))?.status(), address).toBe(200);
  await go(path);
  if (row === undefined) return;
  const address = await page.locator(`.row-link[href^="${row}"]`).first().getAttribute('href');
  await go(`${address}${under}`);
}

const inLanguage = (page: Page, lang: 'vi' | 'en') =>
  page.context().addCookies([{ name: 'lang', value: lang, url: new URL(page.url()).origin }]);

/** Looks at the page that is open: what axe finds, and whether it is wider than a small telephone. */
async function expectWellMade(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))).toEqual([]);
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.setViewportSize({ width, height });
}

test.beforeAll('an article in two languages, and stories', async ({ browser, house }, { workerIndex }) => {
  const context = await browser.newContext({ baseURL: house.url, storageState: house.signedIn, locale: 'en-GB' });
  const page = await context.newPage();
  await eventually(async () => {
    await page.goto('/desk/stories');
    await expect(page.locator('.row-link').nth(20)).toBeVisible({ timeout: 1_000 });
  });
  await page.goto('/desk/articles');
  if ((await page.locator('.row-link').count()) === 0) {
    await page.goto('/desk/articles/new?story=1');
    await page.getByRole('button', { name: 'Begin writing' }).click();
    await page.getByLabel('Lead').fill('Phố cổ tắt đèn điện mỗi đêm rằm.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(said(page)).toHaveText('Saved.');
    await page.getByRole('button', { name: '+ Add translation' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add translation' }).click();
    await expect(said(page)).toContainText('The translation is begun');
  }
  // Two revisions are compared; a worker that begins anew writes a third.
  await page.goto('/desk/articles?lang=vi');
  await page.locator('.row-link').first().click();
  await page.getByLabel('Lead').fill(`Phố cổ tắt đèn điện mỗi đêm rằm, lần viết ${workerIndex + 2}.`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(said(page)).toHaveText('Saved.');
  await context.close();
});

/** A page as a Vietnamese reader by day and an English one by night have it. */
const readers = [
  { lang: 'vi', colorScheme: 'light' },
  { lang: 'en', colorScheme: 'dark' },
] as const;

for (const [name, way] of Object.entries(pages))
  test(`${name}: accessible in both languages and schemes, and on a small screen`, async ({ page }) => {
    await open(page, way);
    for (const { lang, colorScheme } of readers) {
      await inLanguage(page, lang);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.reload();
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expectWellMade(page);
    }
  });

test.describe('who is not signed in', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  for (const { lang, colorScheme } of readers)
    test(`is asked to in ${lang}, and reads why a link is spent`, async ({ page, house }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto('/desk/articles');
      await inLanguage(page, lang);
      await page.reload();
      await expect(page).toHaveURL(/sign-in/);
      await expectWellMade(page);
      await page.goto(house.ownerLink ?? '');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectWellMade(page);
    });

  test('a wrong password keeps the address that was typed', async ({ page }) => {
    await page.goto('/desk/sign-in');
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill('not this one at all');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('do not belong together');
    await expect(page.getByLabel('E-mail')).toHaveValue(owner.email);
    await expectWellMade(page);
  });
});

test('the second step shows its secret once, and what to do with it', async ({ page }) => {
  await page.goto('/desk/account');
  await page.locator('[name=confirm]').fill(owner.password);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('img', { name: 'QR code with your secret key' })).toBeVisible();
  await expectWellMade(page);
  await page.getByLabel('Code').fill('12');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('alert')).toContainText('This code is not right');
  await expectWellMade(page);
});

test('the keyboard reaches everything', async ({ page }) => {
  await page.goto('/desk/articles');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectWellMade(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/\/desk\/stories$/);
  const rows = page.locator('.row-link');
  await page.keyboard.press('j');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/desk\/stories\/\d+$/);
  await page.keyboard.press('e');
  await expect(page).toHaveURL(/\/desk\/articles\/new\?story=\d+$/);
});

test('a story is split, made whole again, and muted', async ({ page }) => {
  await page.goto('/desk/stories?shared=1');
  await page.locator('.row-link').first().click();
  const story = page.url();
  await page.getByRole('checkbox', { name: 'Take out' }).last().check();
  await page.getByRole('button', { name: 'Begin another story' }).click();
  await expect(said(page)).toContainText('A new story was begun');
  await expectWellMade(page);
  const other = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(said(page)).toHaveText('The decision was undone');
  await page.goto(other);
  await expect(page).toHaveURL(story);
  await page.getByRole('button', { name: 'Mute' }).click();
  await expect(said(page)).toContainText('The story is muted');
  await page.getByRole('button', { name: 'Show again' }).click();
  await expect(said(page)).toHaveText('The story is shown again');
});

const broken = `<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Báo Thử Nghiệm" xmlUrl="https://thu.example/rss"/>
<outline text="A file" xmlUrl="file:///etc/passwd"/>
<outline text="No address" type="rss" xmlUrl=""/>
<outline text="Second" xmlUrl="https://second.example/feed.xml"/>
</body></opml>`;

test('a list with broken rows brings in the good ones and names the others', async ({ page }) => {
  await page.goto('/desk/sources/import');
  await page
    .getByLabel('File')
    .setInputFiles({ name: 'list.opml', mimeType: 'text/x-opml', buffer: Buffer.from(broken) });
  await page.getByLabel('Fetch it from now on').uncheck();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(/^2 new outlets, 2 new channels/)).toBeVisible();
  await expect(page.getByRole('row', { name: /A file.*Refused/ })).toContainText('Only addresses with http or https');
  await expect(page.getByRole('row', { name: /Báo Thử Nghiệm/ })).toContainText('New outlet');
  await expectWellMade(page);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false, storageState: { cookies: [], origins: [] } });

  test('a person signs in, adds a source, writes and publishes', async ({ page }) => {
    await page.goto('/desk/sources/new');
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByLabel('Address of the outlet').fill('ftp://an-giang.example/feed');
    await page.getByRole('button', { name: 'Find its channels' }).click();
    await expect(page.getByRole('alert')).toContainText('Only addresses with http or https');
    await expect(page.getByLabel('Address of the outlet')).toHaveValue('ftp://an-giang.example/feed');
    await page.getByLabel('Address of the outlet').fill('https://an-giang.example/feed');
    await page.getByRole('button', { name: 'Find its channels' }).click();
    await expect(page.locator('#found')).toContainText('No channel was found');
    await page.getByLabel('The address as it stands, as a feed').check();
    await page.getByLabel('Fetch it from now on').uncheck();
    await page.getByRole('button', { name: 'Add to the sources' }).click();
    await expect(said(page)).toContainText('Added.');

    await page.getByRole('link', { name: 'Articles' }).click();
    await page.getByRole('link', { name: 'New article' }).first().click();
    await page.getByLabel('Title').fill('Written without a script');
    await page.getByLabel('Language you write in').selectOption('en');
    await page.getByRole('button', { name: 'Begin writing' }).click();
    await page.getByLabel('Lead').fill('A form and a box of text are enough to write for the public.');
    await page.getByLabel('Body').fill('The first paragraph.\n\n## A heading\n\n- one\n- two');
    await page.locator('summary', { hasText: 'Cite another source' }).click();
    await page.getByLabel('Address of another source').fill('ftp://example.vn/file');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.locator('#f-source-url-error')).toBeVisible();
    await expect(page.getByLabel('Body')).toHaveValue(/## A heading/);
    await page.getByLabel('Address of another source').fill('');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(said(page)).toHaveText('Saved.');
    await page.getByRole('link', { name: 'Publication' }).click();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(said(page)).toHaveText('Published.');
    await page.getByRole('link', { name: /^\/en\// }).click();
    await expect(page.getByRole('heading', { name: 'A heading' })).toBeVisible();
  });
});
