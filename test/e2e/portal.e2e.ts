import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { dataFolder, type House, openHouse } from '../harness/house.ts';
import { Owner } from '../harness/owner.ts';

test.describe.configure({ mode: 'serial' });

const { folder, remove } = dataFolder();
let house: House;
let paths: string[] = [];

const text = async (path: string) => (await fetch(house.url + path)).text();

async function until<T>(find: () => Promise<T | undefined>, what: string): Promise<T> {
  for (let tries = 0; tries < 240; tries++) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`waited in vain for ${what}:\n${house.said()}`);
}

test.beforeAll(async () => {
  test.setTimeout(150_000);
  house = await openHouse({ folder });
  const owner = await Owner.welcome(house);
  const article = await owner.publish({ title: `A window on the river, ${'long'.repeat(25)}` });
  const gone = await owner.publish({ title: 'A text that is taken back', paragraphs: 1 });
  await owner.post(`${await deskOf(owner, 'A text that is taken back')}/withdraw`, { note: 'It was not so.' });
  const story = await until(async () => {
    const stories = [...(await text('/en/stories')).matchAll(/\/en\/stories\/(\d+)"/g)];
    return stories.length >= 12 ? stories[0]?.[1] : undefined;
  }, 'stories of the demonstration');
  const every = [
    '',
    `/stories`,
    `/stories/${story}`,
    '/places',
    '/places/da-nang',
    '/about',
    '/search',
    '/search?q=di+san',
    '/search?q=zzzz',
    '/nothing',
    '?untranslated',
  ];
  paths = [...['vi', 'en'].flatMap((lang) => every.map((path) => `/${lang}${path}`)), article, gone];
});

test.afterAll(async () => {
  await house?.stop();
  remove();
});

async function deskOf(owner: Owner, title: string): Promise<string> {
  const list = (await owner.get('/desk/articles')).text;
  const address = new RegExp(`href="(/desk/articles/\\d+/\\w+)[^"]*"[^>]*>(?:<[^>]*>)*${title}`).exec(list)?.[1];
  if (address === undefined) throw new Error(`no article "${title}" on the desk`);
  return address;
}

const within = async (
  browser: Browser,
  options: Parameters<Browser['newContext']>[0],
  work: (page: Page, context: BrowserContext) => Promise<void>,
) => {
  const context = await browser.newContext(options);
  try {
    await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
};

/** What a browser complains of: errors of scripts and of the policy that allows nothing inline. */
function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) found.push(message.text());
  });
  return found;
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

for (const lang of ['vi', 'en'])
  test(`pages in ${lang} are accessible, wide and narrow, light and dark, and fit`, async ({ browser }) => {
    test.setTimeout(600_000);
    await within(browser, {}, async (page) => {
      const found = complaints(page);
      for (const path of paths.filter((each) => each.startsWith(`/${lang}`))) {
        await page.goto(house.url + path);
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          expect({ path, width, sideways: await page.evaluate(sideways) }).toEqual({ path, width, sideways: 0 });
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
            // Of all that is looked at, only contrast depends on the scheme.
            const axe = new AxeBuilder({ page });
            const { violations, passes } = await (colorScheme === 'light'
              ? axe.withTags(tags)
              : axe.withRules(['color-contrast'])
            ).analyze();
            const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120))}`);
            expect({ path, width, colorScheme, said }).toEqual({ path, width, colorScheme, said: [] });
            expect(passes.map(({ id }) => id)).toContain('color-contrast');
          }
        }
      }
      expect(found).toEqual([]);
    });
  });

test('pages are read, searched and left without script', async ({ browser }) => {
  await within(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${house.url}/en`);
    await page.getByRole('link', { name: 'Places', exact: true }).click();
    await page.locator('.place-list').getByRole('link', { name: 'Hue', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hue');
    await page.getByRole('link', { name: 'Tiếng Việt' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Huế');
    await page.getByRole('searchbox').fill('hoi an');
    await page.keyboard.press('Enter');
    await expect(page.locator('mark').first()).toBeVisible();
    await page.locator('.teaser-title a').first().click();
    await expect(page.locator('.voice').first()).toBeVisible();
  });
});

test('the keyboard skips to the content and sees where it is', async ({ page }) => {
  await page.goto(`${house.url}/en/about`);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});

test('an article without a translation says so on the front page of the other language', async ({ page }) => {
  await page.goto(house.url + (paths.at(-2) ?? ''));
  await page.getByRole('link', { name: 'Tiếng Việt' }).click();
  await expect(page).toHaveURL(`${house.url}/vi?untranslated`);
  await expect(page.getByRole('status')).toContainText('Bài đó chưa có bản tiếng Việt');
});

test('a page from the cache is as well protected as a fresh one', async () => {
  for (const path of ['/en/about', '/en/about']) {
    const { headers } = await fetch(house.url + path);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});
