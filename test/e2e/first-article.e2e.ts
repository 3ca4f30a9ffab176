import { expect, type Page, test } from '@playwright/test';
import { dataFolder, type House, openHouse } from '../harness/house.ts';
import { becomeOwner, complaintsOf, eventually, said } from './staff.ts';

const { folder, remove } = dataFolder();
let house: House;

test.beforeAll(async () => {
  house = await openHouse({ folder });
});

test.afterAll(async () => {
  await house?.stop();
  remove();
});

const vietnamese = {
  title: 'Đèn lồng Hội An soi bóng trên dòng sông Hoài',
  lead: 'Mỗi đêm rằm, phố cổ tắt đèn điện và thắp hàng trăm chiếc đèn lồng dọc bờ sông.',
  body: ['Người dân treo đèn trước hiên nhà từ lúc chiều xuống.', 'Một phong tục được giữ gìn'],
};
const english = {
  title: 'Lanterns of Hoi An mirrored in the Hoai river',
  lead: 'On every night of the full moon the old town turns its lamps off and lights hundreds of lanterns.',
  body: ['People hang lanterns under their eaves as the afternoon ends.', '## A custom that is kept'],
};
const correction = 'Phố cổ thắp đèn vào đêm 14 âm lịch, không phải đêm rằm.';
const reason = 'Ban biên tập đang kiểm tra lại các con số trong bài.';

test('an owner goes from the first start to a published bilingual article by clicking only', async ({ page }) => {
  test.setTimeout(240_000);
  const complaints = complaintsOf(page.context());
  const link = (name: string | RegExp) => page.getByRole('link', { name });
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  await test.step('the one-time link leads in', async () => {
    await page.goto(house.ownerLink ?? '');
    await becomeOwner(page);
    await expect(said(page)).toHaveText('Welcome. You are signed in.');
  });

  await test.step('a story becomes an article', async () => {
    await eventually(async () => {
      await page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'Stories' }).click();
      await expect(link(/^(Hoi An|Hội An|Đô thị cổ Hội An)/).first()).toBeVisible({ timeout: 1_000 });
    });
    await link(/^(Hoi An|Hội An|Đô thị cổ Hội An)/)
      .first()
      .click();
    await link('Write an article').click();
    await page.getByLabel('Title').fill(vietnamese.title);
    await page.getByLabel('Language you write in').selectOption({ label: 'Tiếng Việt' });
    await button('Begin writing').click();
    await expect(said(page)).toHaveText('The article is begun. Only the desk sees it.');
  });

  await test.step('it is written in the editor', async () => {
    await page.getByLabel('Lead').fill(vietnamese.lead);
    await expect(page.getByRole('toolbar')).toBeVisible();
    await page.getByRole('textbox', { name: 'Body' }).click();
    await page.keyboard.type(vietnamese.body[0] ?? '');
    await page.keyboard.press('Enter');
    await button('H2 · Heading').click();
    await page.keyboard.type(vietnamese.body[1] ?? '');
    await expect(page.getByRole('textbox', { name: 'Body' }).getByRole('heading')).toHaveText(vietnamese.body[1] ?? '');
    await button('Save').click();
    await expect(said(page)).toHaveText('Saved.');
  });

  await test.step('it is translated side by side', async () => {
    await button('+ Add translation').click();
    await page.getByLabel('Language', { exact: true }).selectOption({ label: 'English' });
    await page.getByRole('dialog').getByRole('button', { name: 'Add translation' }).click();
    await expect(page.getByText(vietnamese.body[0] ?? '')).toBeVisible();
    await page.getByLabel('Title').fill(english.title);
    await page.getByLabel('Lead').fill(english.lead);
    for (const [place, text] of english.body.entries())
      await page.getByLabel(`Translation of block ${place + 1}`).fill(text);
    await button('Save').click();
    await expect(said(page)).toHaveText('Saved.');
  });

  const languages = page.getByRole('navigation', { name: 'Languages of this article' });
  const publication = async (lang: 'Tiếng Việt' | 'English') => {
    await languages.getByRole('link', { name: lang }).click();
    await page.getByRole('link', { name: 'Publication' }).click();
  };

  await test.step('both are published through the checks', async () => {
    for (const lang of ['Tiếng Việt', 'English'] as const) {
      await publication(lang);
      await expect(page.locator('.check-stop, .check-confirm')).toHaveCount(0);
      await button('Publish').click();
      await expect(said(page)).toHaveText('Published.');
    }
  });

  const reading = await test.step('the public reads both, each pointing to the other', async () => {
    await languages.getByRole('link', { name: 'Tiếng Việt' }).click();
    const reading = await opened(page, page.getByRole('link', { name: /^\/vi\// }));
    await expect(reading.getByRole('heading', { level: 1 })).toHaveText(vietnamese.title);
    const here = new URL(reading.url()).pathname;
    const there = await alternate(reading, 'en');
    expect(await alternate(reading, 'vi')).toBe(here);
    await expectFound(reading, { lang: 'vi', headline: vietnamese.title, path: here });
    await reading.getByRole('navigation', { name: 'Ngôn ngữ' }).getByRole('link', { name: 'English' }).click();
    await expect(reading.getByRole('heading', { level: 1 })).toHaveText(english.title);
    await expect(reading.getByRole('heading', { name: 'A custom that is kept' })).toBeVisible();
    expect(new URL(reading.url()).pathname).toBe(there);
    expect(await alternate(reading, 'vi')).toBe(here);
    await expectFound(reading, { lang: 'en', headline: english.title, path: there });
    await reading.getByRole('link', { name: 'Tiếng Việt' }).first().click();
    await expect(reading.getByRole('heading', { level: 1 })).toHaveText(vietnamese.title);
    return reading;
  });

  await test.step('search finds it with and without diacritics', async () => {
    for (const words of ['đèn lồng Hội An', 'den long hoi an']) {
      await reading.getByRole('searchbox').fill(words);
      await reading.keyboard.press('Enter');
      await expect(reading).toHaveURL(/\/vi\/search\?q=/);
      await eventually(async () => {
        await reading.reload();
        await expect(reading.getByRole('link', { name: vietnamese.title })).toBeVisible({ timeout: 1_000 });
      });
    }
  });

  await test.step('the front page shows it', async () => {
    await reading.getByRole('link', { name: 'Cửa Sổ' }).click();
    await expect(reading).toHaveURL(`${house.url}/vi`);
    await eventually(async () => {
      await reading.reload();
      await expect(reading.getByRole('link', { name: vietnamese.title })).toBeVisible({ timeout: 1_000 });
    });
    await reading.getByRole('link', { name: vietnamese.title }).click();
  });

  await test.step('a correction says what was wrong', async () => {
    await page.getByRole('link', { name: 'Write', exact: true }).click();
    await page.getByLabel('Lead').fill(vietnamese.lead.replace('đêm rằm', 'đêm 14 âm lịch'));
    await button('Save').click();
    await expect(said(page)).toHaveText('Saved.');
    await page.getByRole('link', { name: 'Publication' }).click();
    await page.getByLabel('Note to readers').first().fill(correction);
    await button('Publish the correction').click();
    await expect(said(page)).toHaveText('The correction is public.');
    await eventually(async () => {
      await reading.reload();
      await expect(reading.getByText(correction)).toBeVisible({ timeout: 1_000 });
    });
    await expect(reading.locator('.article-standfirst')).toContainText('đêm 14 âm lịch');
  });

  await test.step('a withdrawal leaves its reason', async () => {
    await page.getByRole('heading', { name: 'Withdraw' }).click();
    await page.getByLabel('Note to readers').last().fill(reason);
    await button('Withdraw').click();
    await expect(said(page)).toHaveText('Withdrawn. Its address now tells readers why.');
    await eventually(async () => {
      expect((await reading.reload())?.status()).toBe(410);
    });
    await expect(reading.getByText(reason)).toBeVisible();
    await expect(reading.getByText(vietnamese.body[0] ?? '')).toHaveCount(0);
  });

  expect(complaints).toEqual([]);
});

/** The page that a link opens in a tab of its own. */
async function opened(page: Page, link: ReturnType<Page['getByRole']>): Promise<Page> {
  const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click({ modifiers: ['Control'] })]);
  await tab.waitForLoadState();
  return tab;
}

const alternate = async (page: Page, lang: string): Promise<string> =>
  new URL((await page.locator(`link[rel=alternate][hreflang=${lang}]`).getAttribute('href')) ?? '').pathname;

/** What search engines need: the address that counts, and what the page is. */
async function expectFound(page: Page, { lang, headline, path }: { lang: string; headline: string; path: string }) {
  await expect(page.locator('html')).toHaveAttribute('lang', lang);
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', `${house.url}${path}`);
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '');
  const graph: Record<string, unknown>[] = data['@graph'] ?? [data].flat();
  const article = graph.find((thing) => String(thing['@type']).endsWith('Article'));
  expect(article).toMatchObject({ headline, inLanguage: lang });
}
