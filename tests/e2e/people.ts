import { expect, type Browser, type Page } from '@playwright/test';

/** The role tiles of the demo's sign-in page. */
export type Tile = 'Advertiser' | 'Creator' | 'Finance' | 'Operator' | 'Administrator';

/** How a person looks at pages; what is left out is 1280 wide, with scripts. */
export type Look = { readonly width?: number; readonly scripts?: boolean };

/** A new browser profile, as somebody on a device of their own. */
export async function newPerson(browser: Browser, look: Look = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: 900 },
    javaScriptEnabled: look.scripts ?? true,
  });
  return context.newPage();
}

/** Signs in by a role tile and waits for the person's first page. */
export async function signInAs(page: Page, tile: Tile): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: new RegExp(`^${tile}`) }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Looks at a page again and again until `seen` holds: reports follow what happened within seconds. */
export async function until(page: Page, seen: () => Promise<void>, patienceMs = 120_000): Promise<void> {
  await expect(async () => {
    await page.reload();
    await seen();
  }).toPass({ timeout: patienceMs, intervals: [1_000, 2_000, 5_000] });
}

/** Ends a story that cannot go on. */
export function giveUp(why: string): never {
  throw new Error(why);
}
