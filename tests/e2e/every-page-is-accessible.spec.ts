import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { giveUp, newPerson, signInAs, type Tile } from './people.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const pages: Readonly<Record<Tile, readonly string[]>> = {
  Advertiser: ['/advertiser', '/advertiser/campaigns', '/advertiser/campaigns/new', '/advertiser/safety', '/advertiser/billing'],
  Creator: ['/creator', '/creator/content', '/creator/audience', '/creator/earnings', '/creator/earnings/statement'],
  Finance: [
    '/finance/revenue',
    '/finance/flywheel',
    '/finance/ledger',
    '/finance/ledger?code=2020',
    '/finance/credit',
    '/finance/reconciliation',
    '/finance/exports',
  ],
  Operator: [
    '/operator',
    '/operator/decisions',
    '/operator/placements',
    '/operator/placements/edit',
    '/operator/segments',
    '/operator/models',
    '/operator/reviews',
    '/operator/reviews?state=approved',
    '/operator/quarantine',
    '/operator/tail',
    '/operator/tail?outcome=quarantined&reason=bot',
    '/operator/reconciliation',
    '/operator/reconciliation?step=12',
  ],
  Administrator: ['/operator', '/operator/reviews'],
};
/** From an amount to what it is made of: the cell, its batch, one impression. */
const trace = [/^\/trace\?/, /^\/trace\/batches\//, /^\/trace\/impressions\//];
/** Pages of single objects: where a list of them is, and which of its links leads to one, and from there on. */
const single: Readonly<Partial<Record<Tile, readonly { list: string; links: readonly RegExp[] }[]>>> = {
  Advertiser: [
    { list: '/advertiser/campaigns', links: [/\/advertiser\/campaigns\/cmp_/] },
    { list: '/advertiser', links: trace },
  ],
  Creator: [{ list: '/creator/earnings', links: trace }],
  Finance: [
    { list: '/finance/ledger', links: [/\/finance\/ledger\/entries\/ent_/] },
    { list: '/finance/revenue', links: trace },
  ],
  Operator: [{ list: '/operator/decisions', links: [/\/operator\/decisions\/dec_/] }],
};
const looks = [
  { colours: 'light', width: 1280 },
  { colours: 'dark', width: 1280 },
  { colours: 'light', width: 360 },
  { colours: 'dark', width: 360 },
] as const;

for (const tile of Object.keys(pages) as Tile[]) {
  test(`axe finds nothing on the pages of the ${tile.toLowerCase()}`, async ({ browser }) => {
    const page = await newPerson(browser);
    await signInAs(page, tile);
    for (const path of await pathsOf(page, tile)) await expectAccessible(page, path);
  });
}

test('axe finds nothing on the pages before signing in', async ({ browser }) => {
  const page = await newPerson(browser);
  for (const path of ['/sign-in', '/sign-up', '/bootstrap?token=none', '/nowhere']) await expectAccessible(page, path);
});

test('no page scrolls sideways at 320', async ({ browser }) => {
  const page = await newPerson(browser, { width: 320 });
  for (const tile of Object.keys(pages) as Tile[]) {
    await page.context().clearCookies();
    await signInAs(page, tile);
    for (const path of await pathsOf(page, tile)) {
      await page.goto(path);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
    }
  }
});

async function pathsOf(page: Page, tile: Tile): Promise<readonly string[]> {
  const found: string[] = [...pages[tile]];
  for (const { list, links } of single[tile] ?? []) {
    let at = list;
    for (const link of links) {
      at = await linkOn(page, at, link);
      const forms = at.startsWith('/advertiser/campaigns/') ? ['edit', 'ad-sets/new'] : [];
      found.push(at, ...forms.map((form) => `${at.split('?')[0]}/${form}`));
    }
  }
  return found;
}

async function linkOn(page: Page, path: string, link: RegExp): Promise<string> {
  await page.goto(path);
  const links = await page
    .getByRole('main')
    .getByRole('link')
    .evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
  return links.find((each) => link.test(each)) ?? giveUp(`${path} leads to nothing like ${link.source}`);
}

async function expectAccessible(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.evaluate(axe);
  for (const { colours, width } of looks) {
    await page.emulateMedia({ colorScheme: colours });
    await page.setViewportSize({ width, height: 900 });
    const found = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`)) as AxeResults;
    const words = found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`);
    expect(words, `${path}, ${colours}, ${width} wide`).toEqual([]);
  }
}
