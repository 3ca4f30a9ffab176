import { type BrowserContext, test as base, expect, type Locator, type Page } from '@playwright/test';
import { dataFolder, type House, openHouse } from '../harness/house.ts';

/** The first owner of the houses of these tests. */
export const owner = {
  name: 'Nguyễn Thị Mở',
  email: 'mo@cuaso.test',
  password: 'ô cửa thứ chín mở ra',
} as const;

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** A house with the demonstration and an owner, started once for all tests of a worker. */
type Kept = { house: House & { signedIn: SignedIn } };

/** Tests of people who are signed in as the owner; every page must be without complaints of the browser. */
export const test = base.extend<{ calm: undefined }, Kept>({
  house: [
    async ({ browser }, use) => {
      const { folder, remove } = dataFolder();
      // Outlets of the tests live on this machine.
      const house = await openHouse({ folder, env: { CUASO_FETCH_ALLOW: '127.0.0.0/8' } });
      const page = await browser.newPage();
      await page.goto(house.ownerLink ?? '');
      await becomeOwner(page);
      const signedIn = await page.context().storageState();
      await page.close();
      await use({ ...house, signedIn });
      await house.stop();
      remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: ({ house }, use) => use(house.url),
  storageState: ({ house }, use) => use(house.signedIn),
  calm: [
    async ({ context }, use) => {
      const found = complaintsOf(context);
      await use(undefined);
      expect(found).toEqual([]);
    },
    { auto: true },
  ],
});

/** Fills in the page that a one-time link of the first owner leads to, in whichever language it is. */
export async function becomeOwner(page: Page): Promise<void> {
  await page.locator('[name=name]').fill(owner.name);
  await page.locator('[name=email]').fill(owner.email);
  await page.locator('[name=password]').fill(owner.password);
  await page.locator('[name=again]').fill(owner.password);
  await page.locator('main').getByRole('button').click();
  await expect(said(page)).toBeVisible();
}

/** What the desk says about the last step. */
export const said = (page: Page): Locator => page.locator('.flash');

/**
 * What the browser complains of on any page of this context: errors of scripts, and of the policy that allows nothing
 * inline. That a page itself is answered 4xx is no complaint, since that is what some tests ask for.
 */
export function complaintsOf(context: BrowserContext): string[] {
  const found: string[] = [];
  context.on('weberror', (error) => found.push(error.error().message));
  context.on('console', (message) => {
    const ofPage = message.location().url === message.page()?.url() && /status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !ofPage) found.push(`${message.location().url}: ${message.text()}`);
  });
  return found;
}

/** Looks again, by `look`, until what is expected holds: what the program does in the background takes its time. */
export const eventually = (look: () => Promise<void>): Promise<void> =>
  expect(look).toPass({ timeout: 60_000, intervals: [250, 500, 1_000] });
