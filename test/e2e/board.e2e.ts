import { expect } from '@playwright/test';
import { eventually, said, test } from './staff.ts';

test('the board follows what others do, holds still when asked, and keeps the row that is looked at', async ({
  page,
  context,
}) => {
  await eventually(async () => {
    await page.goto('/desk/stories');
    await expect(page.locator('#board [data-row]').nth(3)).toBeVisible({ timeout: 500 });
  });
  await expect(page.locator('#live')).toContainText('Live');
  const last = page.locator('#board [data-row]').nth(3).locator('a').first();
  const address = (await last.getAttribute('href')) ?? '';
  await last.focus();

  const other = await context.newPage();
  await other.goto(address);
  await other.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(said(other)).toBeVisible();
  await expect(page.locator('#board [data-row]').first().locator('a').first()).toHaveAttribute('href', address);
  await expect(page.locator('#board [data-row]').first().locator('a').first()).toBeFocused();

  await page.getByLabel('Hold still').check();
  await other.getByRole('button', { name: 'Unpin', exact: true }).click();
  await expect(said(other)).toBeVisible();
  await page.waitForTimeout(4_000);
  await expect(page.locator('#board [data-row]').first().locator('a').first()).toHaveAttribute('href', address);
  await page.getByLabel('Hold still').uncheck();
  await expect(page.locator('#board [data-row]').first().getByText('Pinned')).toHaveCount(0);
});

test('a view that is kept stands above the board and can be forgotten', async ({ page }) => {
  await page.goto('/desk/stories?shared=1');
  await page.getByLabel('Its name').fill('Told by two');
  await page.getByRole('button', { name: 'Keep this view' }).click();
  await expect(said(page)).toContainText('The view is kept');
  await expect(page.getByRole('navigation', { name: 'Views you keep' })).toContainText('Told by two');
  await page.getByRole('link', { name: 'Alerts' }).click();
  await page.getByRole('button', { name: 'Forget: Told by two' }).click();
  await expect(said(page)).toContainText('forgotten');
  await page.goto('/desk/stories/abroad');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('seen from abroad');
});
