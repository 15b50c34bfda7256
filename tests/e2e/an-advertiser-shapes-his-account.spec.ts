import { expect, test, type Page } from '@playwright/test';
import { newPerson, signInAs } from './people.ts';

const stamp = Date.now().toString(36);
const name = `Shaped ${stamp}`;

test('an advertiser adds, copies, changes and archives ad sets of one campaign', async ({ browser }) => {
  const page = await newPerson(browser);
  await signInAs(page, 'Advertiser');
  await test.step('a draft has one ad set, which cannot be archived', async () => {
    await draft(page);
    await expect(partsOf(page).getByRole('heading', { level: 3 })).toHaveText([name]);
    await expect(partsOf(page).getByText(/^Archive ?ad set/)).toHaveCount(0);
  });
  await test.step('a second one has its own audience, price and part of the budget', async () => {
    await partsOf(page).getByRole('link', { name: 'Add an ad set' }).click();
    await page.getByLabel('Name of the ad set').fill('Phones');
    await page.getByRole('checkbox', { name: 'Phone' }).check();
    await page.getByLabel(/^At most/).fill('999999');
    await page.getByLabel(/^Highest bid/).fill('7.25');
    await page.getByLabel('Headline', { exact: true }).fill('For small screens');
    await page.getByLabel('Landing page').fill('https://phones.example/');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await expect(page.getByLabel(/^At most/)).toHaveAccessibleDescription(/cannot spend more than the campaign’s budget/);
    await page.getByLabel(/^At most/).fill('40');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await expect(partsOf(page).getByRole('heading', { level: 3 })).toHaveText([name, 'Phones']);
    await expect(page.getByText('up to $7.25 per 1,000 viewable impressions').first()).toBeVisible();
  });
  await test.step('a copy begins as its original', async () => {
    await partsOf(page).getByRole('link', { name: 'Copy ad set Phones' }).click();
    await expect(page.getByLabel('Headline', { exact: true })).toHaveValue('For small screens');
    await expect(page.getByRole('checkbox', { name: 'Phone' })).toBeChecked();
    await page.getByRole('button', { name: 'Save as version 3' }).click();
    await expect(partsOf(page).getByRole('heading', { level: 3 })).toHaveText([name, 'Phones', 'Copy of Phones']);
  });
  await test.step('one is changed and the others stay', async () => {
    await partsOf(page).getByRole('link', { name: 'Edit ad set Copy of Phones' }).click();
    await page.getByLabel('Name of the ad set').fill('Tablets');
    await page.getByRole('checkbox', { name: 'Phone' }).uncheck();
    await page.getByRole('checkbox', { name: 'Tablet' }).check();
    await page.getByRole('button', { name: 'Save as version 4' }).click();
    await expect(partsOf(page).getByRole('heading', { level: 3 })).toHaveText([name, 'Phones', 'Tablets']);
    await expect(page.getByText('People on a tablet.', { exact: true })).toBeVisible();
    await expect(page.getByText('People on a phone.', { exact: true })).toBeVisible();
  });
  await test.step('one gets a second ad, and another one is archived', async () => {
    await partsOf(page).getByRole('link', { name: 'Add an ad to Phones' }).click();
    await page.getByLabel('Name of the ad (optional)').fill('Phones B');
    await page.getByLabel('Headline', { exact: true }).fill('For smaller screens');
    await page.getByLabel('Landing page').fill('https://phones.example/b');
    await page.getByRole('button', { name: 'Save as version 5' }).click();
    await expect(partsOf(page).getByRole('link', { name: 'Edit ad Phones B' })).toBeVisible();
    await partsOf(page)
      .getByText(/^Archive ?ad set Tablets$/)
      .click();
    await partsOf(page).getByRole('button', { name: 'Archive Tablets' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'It is archived' })).toBeVisible();
    await expect(partsOf(page).getByRole('heading', { level: 3 })).toHaveText([name, 'Phones']);
  });
});

test('two who edit one campaign at once do not overwrite each other unseen', async ({ browser }) => {
  const page = await newPerson(browser);
  await signInAs(page, 'Advertiser');
  await draft(page);
  await page.getByRole('link', { name: /^Edit/ }).first().click();
  await expect(page.getByRole('button', { name: 'Save as version 2' })).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByLabel('Campaign name').fill(`${name} hers`);
  await other.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(other.getByRole('heading', { level: 1 })).toContainText('hers');
  await page.getByLabel('Campaign name').fill(`${name} his`);
  await page.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(page.getByRole('alert')).toContainText('Somebody saved version 2 while you were writing');
  await expect(page.getByLabel('Campaign name')).toHaveValue(`${name} his`);
  await page.getByRole('button', { name: /^Save as version/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('his');
});

test('an advertiser says once what none of his ads may stand beside, without scripts too', async ({ browser }) => {
  const page = await newPerson(browser, { scripts: false });
  await signInAs(page, 'Advertiser');
  await page.goto('/advertiser/safety');
  await page.getByLabel('Further words').fill(`gambling\n#Betting\nw${stamp}`);
  await page.getByLabel('Competitors (optional)').fill('rival.example\nno domain');
  await page.getByLabel('Cap 1 (times per person)').fill('9');
  await page.getByLabel('in any').first().selectOption({ label: 'week' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('One field needs another look');
  await expect(page.getByLabel('Competitors (optional)')).toHaveAccessibleDescription(/no domain is not a domain/);
  await page.getByLabel('Competitors (optional)').fill('rival.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();

  await page.goto('/advertiser/safety');
  await expect(page.getByLabel('Further words')).toHaveValue(new RegExp(`gambling\\s+betting\\s+w${stamp}`));
  await expect(page.getByLabel('Competitors (optional)')).toHaveValue('rival.example');
  await expect(page.getByLabel('Cap 1 (times per person)')).toHaveValue('9');
  for (const field of ['Further words', 'Competitors (optional)', 'Cap 1 (times per person)']) await page.getByLabel(field).fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
});

function partsOf(page: Page) {
  return page.getByRole('region', { name: 'Ad sets and ads' });
}

async function draft(page: Page): Promise<void> {
  await page.goto('/advertiser/campaigns/new');
  await page.getByLabel('Campaign name').fill(name);
  await page.getByLabel('Lifetime budget (USD)').fill('60');
  await page.getByLabel(/^Highest bid/).fill('6.50');
  await page.getByLabel('Headline', { exact: true }).fill(`Made for you ${stamp}`);
  await page.getByLabel('Landing page').fill('https://shaped.example/');
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}
