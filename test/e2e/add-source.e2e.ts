import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { frontPage, loopback, rssFeed, site, sitemapOf } from '../harness/sites.ts';
import { said, test } from './staff.ts';

const servers = loopback();
test.afterAll(() => servers.close());

const outlet = () =>
  servers.host(
    site((at) => ({
      '/': frontPage('Cổng thông tin điện tử tỉnh Lạng Sơn', {
        head: '<link rel="alternate" type="application/rss+xml" href="/tin.rss"><meta property="og:site_name" content="Cổng Lạng Sơn">',
      }),
      '/tin.rss': rssFeed('Tin Lạng Sơn', 12, { now: new Date() }),
      '/robots.txt': `User-agent: *\nDisallow:\nSitemap: ${at}/s.xml`,
      '/s.xml': sitemapOf(at, 20, new Date()),
    })),
  );

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled, locale: 'en-GB' });

    test('a newcomer adds a source from a bare address: four presses, and the best channel is chosen already', async ({
      page,
    }) => {
      const origin = await outlet();
      await page.goto('/desk/sources/new');
      await page.getByLabel('Address of the outlet').fill(origin.replace('http://', ''));
      await page.getByRole('button', { name: 'Find its channels' }).click();
      await expect(page.locator('#found')).toContainText('3 channels were found');
      await expect(page.locator('.step-lines')).toContainText('a channel with 12 entries');
      await expect(page.getByRole('checkbox', { name: /Feed: Tin Lạng Sơn/ })).toBeChecked();
      await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Cổng Lạng Sơn');
      await expect(page.getByRole('combobox', { name: 'Place' })).toHaveValue(/^20@/);
      if (javaScriptEnabled) {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target)}`)).toEqual([]);
      }
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.locator('html').evaluate((root) => root.scrollWidth)).toBe(320);
      await page.getByRole('button', { name: 'Add to the sources' }).click();
      await expect(said(page)).toContainText('Added.');
      await expect(page.getByText('Tin Lạng Sơn').first()).toBeVisible();
    });
  });
