import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { eventually, said, test } from './staff.ts';

const calm = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
};

test('a story says what it is about and why; a person corrects it, and the board narrows to a place', async ({
  page,
}) => {
  const map = page.locator('#board [data-row] a', { hasText: '63 provinces' });
  await eventually(async () => {
    await page.goto('/desk/stories?place=ha-giang');
    await expect(map).toBeVisible({ timeout: 500 });
  });
  const filtered = page.locator('.filtered');
  await expect(filtered).toContainText('Ha Giang (now part of Tuyen Quang)');
  await calm(page);
  await map.click();

  const about = page.locator('#about');
  const row = about.locator('tbody tr', { hasText: 'Ha Giang (now part of Tuyen Quang)' });
  await row.locator('summary').click();
  await expect(row).toContainText(/“(?:Hà|Ha) Giang”/);
  await calm(page);
  const story = new URL(page.url()).pathname;

  const hanoi = about.locator('tbody tr', { hasText: 'Hanoi' });
  await hanoi.getByRole('button', { name: 'Not this: Hanoi' }).click();
  await expect(said(page)).toContainText('Taken off');
  await about.getByText(/named less often or taken off/).click();
  await expect(hanoi).toContainText('took it off');
  await page.goto('/desk/stories?place=ha-noi');
  await expect(page.locator(`#board a[href="${story}"]`)).toHaveCount(0);

  await page.goto(story);
  await about.getByText(/named less often or taken off/).click();
  await hanoi.getByRole('button', { name: 'Undo: Hanoi' }).click();
  await expect(said(page)).toContainText('taken back');
  await about.getByText('Add', { exact: true }).first().click();
  await about.getByLabel('Name').fill('Lantern Makers of the Moon');
  await about.getByRole('form', { name: 'Organisation or person' }).getByRole('button', { name: 'Add' }).click();
  await expect(said(page)).toContainText('Noted');
  await about.getByRole('link', { name: 'Lantern Makers of the Moon' }).click();
  await expect(page.locator('#board [data-row]')).toHaveCount(1);
  await expect(filtered).toContainText('Organisation: ');
  await filtered.getByRole('link', { name: /^Remove: / }).click();
  await expect(page).toHaveURL(/\/desk\/stories$/);
});
