import { expect, test } from '@playwright/test';
import { newPerson, signInAs } from './people.ts';

test('a campaign is drafted, mended, changed and archived without scripts', async ({ browser }) => {
  const name = `Plain ${Date.now().toString(36)}`;
  const page = await newPerson(browser, { scripts: false });
  await signInAs(page, 'Advertiser');

  await page.goto('/advertiser/campaigns/new');
  await page.getByLabel('Campaign name').fill(name);
  await page.getByRole('radio', { name: /Traffic/ }).check();
  await page.getByLabel('You pay for').selectOption({ label: 'Impressions' });
  await page.getByLabel('Lifetime budget (USD)').fill('twelve');
  await page.getByRole('checkbox', { name: 'Germany' }).check();
  await page.getByRole('button', { name: 'Save as draft' }).click();

  await expect(page.getByRole('alert')).toContainText('fields need another look');
  await expect(page.getByLabel('Lifetime budget (USD)')).toHaveAccessibleDescription(/Write an amount above zero/);
  await expect(page.getByLabel('You pay for')).toHaveAccessibleDescription(/pays per viewable or click/);
  await expect(page.getByLabel('Campaign name')).toHaveValue(name);
  await expect(page.getByRole('checkbox', { name: 'Germany' })).toBeChecked();
  await expect(page.getByRole('radio', { name: /Traffic/ })).toBeChecked();

  await page.getByLabel('You pay for').selectOption({ label: 'Clicks' });
  await page.getByLabel('Lifetime budget (USD)').fill('12.50');
  await page.getByLabel(/^Highest bid/).fill('0.40');
  await page.getByLabel('Headline', { exact: true }).fill('Plain and simple');
  await page.getByLabel('Landing page').fill('https://plain.example/');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Nothing is saved yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('It is a draft: set it active to let it serve.').first()).toBeVisible();
  await expect(page.getByText('$0.40 per click')).toBeVisible();

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Lifetime budget (USD)').fill('20');
  await page.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(page.getByText('Budget: $12.50 in all → $20.00 in all')).toBeVisible();

  await page.getByText('Archive', { exact: true }).click();
  await page.getByRole('button', { name: `Archive ${name}` }).click();
  await expect(page.getByRole('status').filter({ hasText: 'It is archived and does not serve.' })).toBeVisible();
});

test('an operator sets a placement without scripts', async ({ browser }) => {
  const name = `page/${Date.now().toString(36)}`;
  const page = await newPerson(browser, { scripts: false });
  await signInAs(page, 'Operator');

  await page.goto('/operator/placements');
  await page.getByRole('link', { name: 'Set a placement' }).click();
  await page.getByLabel('Name in requests').fill(name);
  await page.getByLabel('Auction').selectOption({ label: 'VCG' });
  await page.getByLabel('What its slots are worth (%)').fill('80, 100');
  await page.getByLabel('Floors for parts of it').fill('NL phone 0.35');
  await page.getByRole('button', { name: 'Save' }).click();

  await expect(page.getByRole('alert')).toContainText('One field needs another look');
  await expect(page.getByLabel('What its slots are worth (%)')).toHaveAccessibleDescription(/none above the one before/);
  await expect(page.getByLabel('Auction')).toHaveValue('vcg');
  await page.getByLabel('What its slots are worth (%)').fill('100, 80');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`Saved: ${name}.`)).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('100 %, 80 %');
});
