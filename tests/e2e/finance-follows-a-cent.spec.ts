import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { cellIn, isShownAs, micros } from './amounts.ts';
import { giveUp, newPerson, signInAs } from './people.ts';

/** The row of a day on which something was billed, and its first amount. */
const amountOf = (page: Page, table: string) => page.getByRole('table', { name: table }).getByRole('row').nth(3).getByRole('link').first();

test('finance follows a cent of revenue from the report to its impressions and back', async ({ browser }) => {
  const page = await newPerson(browser);
  await signInAs(page, 'Finance');
  await page.goto('/finance/revenue');

  const billed = await test.step('an amount of a day opens the batches that add up to it', async () => {
    const amount = amountOf(page, 'Day by day');
    const shown = (await amount.textContent()) ?? '';
    await amount.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Revenue: /);
    await expect(page.getByText('Adds up to the micro')).toBeVisible();
    const exact = await cellIn(page, 'What the report says and what its batches add up to', 'Billings', 1);
    expect(isShownAs(micros(exact), shown)).toBe(true);
    return exact;
  });
  await test.step('the file of the batches sums to the cell', async () => {
    expect(await summedFile(page, 'Export CSV of all batches', 'batch', 'billings_micros')).toBe(micros(billed));
  });
  const batchAmount = await test.step('a batch: its hash made anew, its entry, how the share came about', async () => {
    const row = page.getByRole('table', { name: 'Batches', exact: true }).getByRole('row').nth(1);
    await expect(row).toContainText('Hash holds');
    const amount = (await row.getByRole('cell').first().textContent()) ?? '';
    await row.getByRole('link').first().click();
    await expect(page.getByText('Every billing field of every charge is what was sealed.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'How the share came about' })).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: /^ent_/ })).toBeVisible();
    return amount;
  });
  await test.step('its charges sum to the batch', async () => {
    expect(await summedFile(page, 'Export CSV of charges', 'charge', 'price_micros')).toBe(micros(batchAmount));
  });
  await test.step('an impression, and back to the cells that count it', async () => {
    await page.getByRole('table', { name: 'Charges', exact: true }).getByRole('link').first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Impression' })).toBeVisible();
    await expect(page.getByText('Hash holds')).toBeVisible();
    await page.getByRole('link', { name: /^Revenue of \d{4}/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Revenue: /);
    expect(await cellIn(page, 'What the report says and what its batches add up to', 'Billings', 1)).toBe(billed);
  });
  await test.step('a line of the ledger opens the same batches', async () => {
    await page.goto('/finance/ledger');
    await page
      .getByRole('table', { name: 'Journal entries' })
      .getByRole('row', { name: /^Batch/ })
      .first()
      .getByRole('link')
      .nth(1)
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Batch of /);
    await expect(page.getByText('Hash holds')).toBeVisible();
  });
});

test('a creator and an advertiser follow theirs on a phone without scripts, and see nothing of each other', async ({ browser }) => {
  for (const [tile, start, table] of [
    ['Creator', '/creator/earnings', 'Day by day'],
    ['Advertiser', '/advertiser', 'Day by day'],
  ] as const) {
    const page = await newPerson(browser, { width: 360, scripts: false });
    await signInAs(page, tile);
    await page.goto(start);
    await amountOf(page, table).click();
    await expect(page.getByText('Adds up to the micro')).toBeVisible();
    await page.getByRole('table', { name: 'Batches', exact: true }).getByRole('link').first().click();
    await page.getByRole('table', { name: 'Charges', exact: true }).getByRole('link').first().click();
    await expect(page.getByText('Hash holds')).toBeVisible();
    await expect(page.getByText('Price', { exact: true })).toHaveCount(tile === 'Creator' ? 0 : 1);
    await expect(page.getByText(/share/i)).toHaveCount(tile === 'Creator' ? 1 : 0);
    const [, batch] = await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').all();
    await batch?.click();
    await expect(page.getByText('Adds up to the micro')).toBeVisible();
  }
});

/** What a spreadsheet would add up: a column of a file over its rows of one kind. */
async function summedFile(page: Page, link: string, kind: string, column: string): Promise<bigint> {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).click();
  const file = readFileSync((await (await download).path()) ?? giveUp('no file came'), 'utf8');
  const [head = [], ...lines] = file.split('\r\n').map((line) => line.split(','));
  const at = head.indexOf(column);
  return lines.filter((line) => line[0] === kind).reduce((sum, line) => sum + BigInt(line[at] || 0), 0n);
}
