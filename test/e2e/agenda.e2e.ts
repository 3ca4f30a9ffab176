import { expect } from '@playwright/test';
import { eventually, said, test } from './staff.ts';

test('an event finds its story, shows who is silent, and a hole becomes an assignment', async ({ page }) => {
  let title = '';
  await eventually(async () => {
    await page.goto('/desk/stories?lang=vi');
    title = (await page.locator('.row-link').first().textContent())?.trim() ?? '';
    expect(title.length).toBeGreaterThan(12);
  });

  await page.goto('/desk/agenda');
  await page.getByRole('link', { name: 'Add an event' }).first().click();
  await page.getByLabel('Name in Vietnamese').fill(title);
  await page.getByLabel('Name in English').fill('The Gathering of Nine Panes');
  await page.getByLabel('Kind').selectOption('festival');
  await page.getByLabel('First day').fill(new Date().toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(said(page)).toContainText('on the agenda');
  const event = page.url().split('?')[0] ?? '';

  await eventually(async () => {
    await page.goto(event);
    await expect(page.locator('.row-link[href^="/desk/stories/"]').first()).toBeVisible();
    await expect(page.getByText(/“.+” in 1 title of/).first()).toBeVisible();
  });
  await expect(page.locator('#holes')).toContainText('Nothing in English from an official outlet');
  await expect(page.locator('.matrix .hole').first()).toBeVisible();

  await page.getByText('Ask somebody to fill a hole').click();
  await page.getByLabel('What is wanted').selectOption({ label: 'Nothing in English from an official outlet' });
  await page.getByLabel('What should be written').fill('Two paragraphs');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(said(page)).toContainText('was asked');
  await page.goto('/desk/agenda/assignments');
  const row = page.getByRole('row').filter({ hasText: 'Two paragraphs' });
  await row.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Two paragraphs' })).toContainText('Taken');

  await page.goto(event);
  await page
    .getByRole('button', { name: /Does not belong here/ })
    .first()
    .click();
  await expect(said(page)).toContainText('weaving will not attach it again');
  await expect(page.getByText('1 that does not belong here').first()).toBeVisible();
  await page.getByText('1 that does not belong here').first().click();
  await page
    .getByRole('button', { name: /Belongs here/ })
    .first()
    .click();
  await expect(said(page)).toContainText('Attached');
});
