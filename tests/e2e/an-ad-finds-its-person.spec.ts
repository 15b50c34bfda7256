import { expect, test, type Page } from '@playwright/test';
import type { ExplainedDecision } from '@flywheel/http/explanations';
import { cellIn, isShownAs, micros } from './amounts.ts';
import { giveUp, newPerson, signInAs, until } from './people.ts';
import { Platform, type Won } from './platform.ts';

const stamp = Date.now().toString(36);
const company = `Brightside ${stamp}`;
const campaign = `Autumn ${stamp}`;
const headline = `Lamps for long evenings ${stamp}`;
const post = { id: `post-${stamp}`, title: `Reading corner ${stamp}` };
const impressions = 12;

test('an ad goes from a new advertiser to a person in its segment, and its money to the creator', async ({ browser, request }) => {
  // A charge is final when its minute is sealed: a minute or two after the impression.
  test.setTimeout(300_000);
  const platform = new Platform(request);
  const segment = await platform.largestSegment();
  // Published well before it is asked about: deciders learn of new content within a second.
  await platform.publish({ ...post, creator: 'demo-creator-1', publishedAt: new Date().toISOString() });
  const advertiser = await newPerson(browser);
  const operator = await newPerson(browser);

  await test.step('a new advertiser opens an account and tops it up', async () => {
    await signUp(advertiser);
    await topUp(advertiser);
  });
  await test.step('launches a campaign for people of one segment', () => launch(advertiser, segment.node, segment.name));
  const campaignPage = advertiser.url();
  await test.step('the operator approves the creative', () => approve(operator));
  await until(advertiser, () =>
    expect(advertiser.getByRole('region', { name: 'Delivery' })).toContainText('It may serve', { timeout: 1_000 }),
  );

  const { viewer, won } = await test.step('the ad is served to a viewer of the segment, and only there', async () => {
    const viewer = await platform.findViewer(segment.segment, true);
    await expect(async () => expect(await platform.decide(viewer, post.id)).toMatchObject({ slot: { advertiser: company } })).toPass();
    const stranger = await platform.findViewer(segment.segment, false);
    expect((await platform.decide(stranger, post.id))?.slot.advertiser).not.toBe(company);
    return { viewer, won: await serve(platform, viewer) };
  });

  const spent = await test.step('every decision can be explained, its price included', async () => {
    await showDecision(operator, won[0]?.decision ?? '');
    return priceOf(operator, won);
  });

  await test.step('the impressions stand in the campaign’s page', async () => {
    await until(advertiser, async () => {
      const figures = advertiser.getByRole('region', { name: 'Key figures' });
      await expect(figures.getByRole('link', { name: `Impressions ${impressions}` })).toBeVisible({ timeout: 1_000 });
    });
    expect(advertiser.url()).toBe(campaignPage);
    await expectRow(advertiser, 'By ad', campaign, String(impressions));
  });
  await test.step('in the creator’s earnings, first estimated, then final', async () => {
    const creator = await newPerson(browser);
    await signInAs(creator, 'Creator');
    await creator.goto('/creator/earnings');
    await until(creator, () => expectRow(creator, 'Earnings by content', post.title, String(impressions)));
  });
  await test.step('and in finance, once its minute is sealed: to the micro what the decisions said', async () => {
    const finance = await newPerson(browser);
    await signInAs(finance, 'Finance');
    await finance.goto('/finance/revenue');
    const billed = finance.getByRole('table', { name: 'Revenue by advertiser' }).getByRole('row', { name: new RegExp(company) });
    const amount = billed.getByRole('cell').first();
    const seen = async (): Promise<void> => expect(isShownAs(spent, (await amount.textContent({ timeout: 1_000 })) ?? '')).toBe(true);
    await until(finance, seen, 170_000);
    await amount.getByRole('link').click();
    expect(micros(await cellIn(finance, 'What the report says and what its batches add up to', 'Billings', 1))).toBe(spent);
    await finance.goto('/finance/ledger');
    await expect(finance.getByText('Balanced').first()).toBeVisible();
  });
  await test.step('paused, it is served no more', async () => {
    await advertiser.getByRole('button', { name: `Pause ${campaign}` }).click();
    await expect(advertiser.getByRole('status').filter({ hasText: 'It is paused' })).toBeVisible();
    await expect(async () => expect((await platform.decide(viewer, post.id))?.slot.advertiser).not.toBe(company)).toPass();
  });
});

async function signUp(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Open an advertiser account' }).click();
  await page.getByLabel('Your name').fill('Bea Bright');
  await page.getByLabel('E-mail address').fill(`bea-${stamp}@brightside.example`);
  await page.getByLabel('Password').fill('long evenings need lamps');
  await page.getByLabel('Company').fill(company);
  await page.getByLabel('Website').fill('brightside.example');
  await page.getByRole('button', { name: 'Open the account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
}

async function topUp(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Billing' }).click();
  await page.getByLabel('Amount in USD').fill('200');
  await page.getByRole('button', { name: 'Top up' }).click();
  await expect(page.getByRole('status').filter({ hasText: '$200.00 added' })).toBeVisible();
}

async function launch(page: Page, node: string, name: string): Promise<void> {
  await page.goto('/advertiser/campaigns/new');
  await page.getByLabel('Campaign name').fill(campaign);
  await page.getByRole('group', { name: 'Interests' }).locator(`input[value="${node}"]`).check();
  await expect(page.getByText(`People interested in ${name}.`)).toBeVisible();
  await page.getByLabel('Lifetime budget (USD)').fill('150');
  await page.getByLabel('You pay for').selectOption({ label: 'Impressions' });
  await page.getByLabel('Highest bid (USD per 1,000 impressions)').fill('60');
  await page.getByLabel('Show at most (times per person)').fill('');
  await page.getByLabel('Headline', { exact: true }).fill(headline);
  await page.getByRole('button', { name: 'Launch campaign' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'needs another look' })).toBeVisible();
  await expect(page.getByLabel('Campaign name')).toHaveValue(campaign);
  await page.getByLabel('Landing page').fill('https://brightside.example/lamps');
  await page.getByRole('button', { name: 'Launch campaign' }).click();
  await expect(page.getByRole('heading', { level: 1, name: campaign })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Delivery' })).toContainText('Its creatives wait for review.');
}

async function approve(page: Page): Promise<void> {
  await signInAs(page, 'Operator');
  await page.getByRole('navigation').getByRole('link', { name: 'Creative review' }).click();
  await page.getByRole('button', { name: `Approve ${headline}` }).click();
  await expect(page.getByRole('status').filter({ hasText: `Approved: ${headline}` })).toBeVisible();
}

async function serve(platform: Platform, viewer: string): Promise<readonly Won[]> {
  const won: Won[] = [];
  while (won.length < impressions) {
    const each = (await platform.decide(viewer, post.id)) ?? giveUp('the slot stayed empty');
    expect(each.slot.advertiser).toBe(company);
    expect(await platform.beacon('impression', each.slot.token)).toBe(204);
    won.push(each);
  }
  expect(await platform.beacon('impression', won[0]?.slot.token ?? ''), 'a repeated beacon counts once').toBe(204);
  expect(await platform.beacon('impression', `${won[0]?.slot.token}x`), 'a forged beacon never counts').toBe(400);
  return won;
}

async function showDecision(page: Page, decision: string): Promise<void> {
  await page.goto('/operator/decisions');
  await page.getByLabel('Decision id').fill(decision);
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect(page.getByRole('row', { name: new RegExp(`${company}.*Won slot 1`) })).toBeVisible();
}

/** What the decisions said that their impressions cost, in micros. */
async function priceOf(page: Page, won: readonly Won[]): Promise<bigint> {
  let total = 0n;
  for (const { decision } of won) {
    const answer = await page.request.get(`/v1/decisions/${decision}/explain`);
    const { placements } = (await answer.json()) as ExplainedDecision;
    total += BigInt(placements[0]?.slots[0]?.priceMicros ?? 0);
  }
  expect(total).toBeGreaterThan(0n);
  return total;
}

/** A row of a table, and a cell in it. */
async function expectRow(page: Page, table: string, row: string, cell: string): Promise<void> {
  const found = page.getByRole('table', { name: table }).getByRole('row', { name: new RegExp(row) });
  await expect(found.getByRole('cell', { name: cell, exact: true }).first()).toBeVisible({ timeout: 1_000 });
}
