import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { eventually, said, test } from './staff.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Looks at the page that is open: what axe finds in both schemes, and whether it is wider than a small telephone. */
async function expectWellMade(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))).toEqual(
      [],
    );
  }
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.setViewportSize({ width, height });
}

const list = `outlet,class,channel,state
Cổng Bờ Đá,official,https://bo-da.example/rss,paused
Cổng Bờ Đá Mới,official,https://bo-da-moi.example/rss,paused
Báo Ngọn Đèn,domestic-press,https://ngon-den.example/rss,paused`;

test.beforeAll('three outlets that rest', async ({ browser, house }) => {
  const context = await browser.newContext({ baseURL: house.url, storageState: house.signedIn, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto('/desk/sources/import');
  await page.getByLabel('Or paste it here').fill(list);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(/3 new outlets|known already/)).toBeVisible();
  await context.close();
});

test('the overview shows every province by its state, with the table behind, and leads to the list', async ({
  page,
}) => {
  await page.goto('/desk/sources');
  await expect(page.getByRole('heading', { name: 'Needs a person today' })).toBeVisible();
  await expect(page.locator('.state-map .tile')).toHaveCount(34);
  await page.getByText('Show as a table').click();
  await expect(page.getByRole('rowheader', { name: 'Hanoi' })).toBeVisible();
  await expectWellMade(page);
  await page.locator('.state-map a.tile', { hasText: 'Hanoi' }).click();
  await expect(page).toHaveURL(/place=01/);
});

test('filters stand in the address, rows are picked by keyboard, started and paused together', async ({ page }) => {
  await page.goto('/desk/sources/outlets');
  await page.getByLabel('Name or domain').fill('cổng bờ đá');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/q=c/);
  await expect(page.locator('.row-link')).toHaveCount(2);
  await expectWellMade(page);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByRole('checkbox', { name: 'Pick Cổng Bờ Đá', exact: true })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Pick all rows' }).check();
  await page.getByRole('button', { name: 'Change …' }).click();
  await expect(page.getByRole('heading', { name: 'Change 2 outlets' })).toBeVisible();
  await expectWellMade(page);
  await page.getByLabel('What may be shown').selectOption('excerpt');
  await page.getByRole('button', { name: 'Change 2 outlets' }).click();
  await expect(page.getByRole('alert')).toContainText('Name the agreement');
  await page.getByLabel('Agreement').fill('CV 5/2026');
  await page.getByRole('button', { name: 'Change 2 outlets' }).click();
  await expect(said(page)).toHaveText('Changed.');
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await expect(page.getByLabel('Agreement')).toHaveValue('CV 5/2026');
});

test('two outlets are joined after a look at both, and taken apart again', async ({ page }) => {
  await page.goto('/desk/sources/outlets?q=bo-da');
  await page.getByRole('checkbox', { name: 'Pick all rows' }).check();
  await page.getByRole('button', { name: 'Join …' }).click();
  await expect(page.getByRole('heading', { name: 'What happens' })).toBeVisible();
  await expectWellMade(page);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(said(page)).toContainText('Joined');
  await expectWellMade(page);
  await page.getByRole('button', { name: /^Take apart/ }).click();
  await expect(said(page)).toHaveText('Taken apart again.');
});

test('a contact is noted and erased with one click', async ({ page }) => {
  await page.goto('/desk/sources/outlets?q=ngon-den');
  await page.locator('.row-link').first().click();
  await page.getByRole('link', { name: 'Add a contact' }).click();
  await expectWellMade(page);
  await page.getByLabel('Name').fill('Lê Thị Sóng');
  await page.getByLabel('Telephone').fill('+84 24 1234 5678');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: '+84 24 1234 5678' })).toBeVisible();
  await expectWellMade(page);
  await page.getByRole('button', { name: /^Erase/ }).click();
  await expect(page.getByText('Lê Thị Sóng')).toHaveCount(0);
});

/** The page of an outlet of the demonstration, which has a feed that answers. */
async function openDemonstration(page: Page): Promise<void> {
  await eventually(async () => {
    await page.goto('/desk/sources/outlets?standing=fresh');
    await expect(page.locator('.row-link').first()).toBeVisible({ timeout: 1_000 });
  });
  await page.locator('.row-link').first().click();
}

test('a channel is tried live: each step, the article, the visit', async ({ page }) => {
  await openDemonstration(page);
  await page
    .getByRole('button', { name: /^Try now/ })
    .first()
    .click();
  await expect(page.locator('.step-ask').first()).toContainText('asks for');
  await expect(page.locator('.step-stored, .step-same')).toBeVisible();
  await expect(page.getByRole('link', { name: 'The visit in full' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Stop' })).toBeHidden();
  await expectWellMade(page);
  await page.getByRole('link', { name: 'The visit in full' }).click();
  await expect(page.getByRole('heading', { name: 'Visit' })).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a channel is tried, and rows are started together', async ({ page }) => {
    await openDemonstration(page);
    await page
      .getByRole('button', { name: /^Try now/ })
      .first()
      .click();
    await expect(page.getByRole('link', { name: 'The visit in full' })).toBeVisible();
    await page.goto('/desk/sources/outlets?q=ngon-den');
    await page.getByRole('checkbox', { name: 'Pick Báo Ngọn Đèn' }).check();
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(said(page)).toContainText('Paused');
  });
});

test('alerts: nothing waits in a house that is well', async ({ page }) => {
  await page.goto('/desk/sources/alerts');
  await expect(page.getByText('No alert waits for anybody.')).toBeVisible();
  await expectWellMade(page);
});
