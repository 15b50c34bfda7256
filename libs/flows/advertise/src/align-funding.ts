import { fundingTarget } from '@flywheel/campaigns';
import { ensureBudget, ensureBudgets, lockCampaignBudgets, readHolders } from '@flywheel/database/budgets';
import { touchConfiguration, type StoredCampaign } from '@flywheel/database/campaigns';
import { postEntry } from '@flywheel/database/ledger';
import { readFreeLots, readHeldLots } from '@flywheel/database/lots';
import { hold, release } from '@flywheel/ledger';
import { inConsumptionOrder, lotsToRelease, takeFrom } from '@flywheel/ledger/holds';
import { budgetWindows } from '@flywheel/pacing/leases';
import { micros, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Why money moves between the account and the campaign. `ref` makes the entry's key, so it names the occasion. */
export type Occasion = { ref: string; now: Instant; actor: string };

const life = 'life';

/**
 * Sets aside what the campaign needs and the account can give, or gives back what it will not use; the window `life` of its budget
 * always equals the money set aside. Never takes back what deciders already hold: the cap stays there until their leases are back. Moves
 * the caps of its days and ad sets with it. Where the account pays afterwards nothing is set aside: the window is what the campaign wants,
 * and every lease is taken from the account's credit as well. The caller holds the locks of account and campaign.
 */
export async function alignFunding(tx: Tx, campaign: StoredCampaign, target: Micros, occasion: Occasion): Promise<void> {
  await lockCampaignBudgets(tx, campaign.campaign);
  const missing = target - campaign.fundedMicros;
  if (campaign.funding === 'postpaid') await moveLife(tx, campaign, target);
  else if (missing > 0n) await setAside(tx, campaign, micros(missing), occasion);
  else if (missing < 0n || campaign.fundedMicros > 0n) await giveBack(tx, campaign, target, occasion);
  await alignWindows(tx, campaign, occasion.now);
  if (missing !== 0n) await touchConfiguration(tx);
}

/** Budgets of a campaign, or of its ad sets where it has none. */
type Budgeted = Pick<StoredCampaign, 'startsAt' | 'endsAt' | 'dailyBudgetMicros' | 'lifetimeBudgetMicros' | 'leasedMicros'> & {
  adSets: ReadonlyArray<Pick<StoredCampaign, 'dailyBudgetMicros' | 'lifetimeBudgetMicros'>>;
};

/**
 * The money the campaign wants in all while it is active: its own budget, or those of all its ad sets. A budget of a day without an end
 * wants thirty days beyond what is spent or held already.
 */
export function wantedFunding({ startsAt, endsAt, adSets, leasedMicros, ...own }: Budgeted): Micros {
  const budgets = own.dailyBudgetMicros === undefined && own.lifetimeBudgetMicros === undefined ? adSets : [own];
  const openEnded = endsAt === undefined && budgets.some((each) => each.lifetimeBudgetMicros === undefined);
  return budgets.reduce(
    (sum, { dailyBudgetMicros, lifetimeBudgetMicros }) => {
      const need = { dailyMicros: dailyBudgetMicros, lifetimeMicros: lifetimeBudgetMicros, startsAt, endsAt };
      return micros(sum + fundingTarget(need));
    },
    openEnded ? leasedMicros : micros(0n),
  );
}

async function moveLife(tx: Tx, { campaign, currency, fundedMicros }: StoredCampaign, capMicros: Micros): Promise<void> {
  if (capMicros > 0n || fundedMicros > 0n) await ensureBudget(tx, { campaign, window: life, currency, capMicros });
}

async function setAside(tx: Tx, campaign: StoredCampaign, missing: Micros, { ref, now, actor }: Occasion): Promise<void> {
  const { account, currency } = campaign;
  const lots = takeFrom(inConsumptionOrder(await readFreeLots(tx, { account, currency, now })), missing);
  const amountMicros = micros(lots.reduce((sum, lot) => sum + lot.amountMicros, 0n));
  const moved = { account, campaign: campaign.campaign, ref, currency, amountMicros, lots, at: now, actor };
  if (amountMicros > 0n) await postEntry(tx, hold(moved));
  const capMicros = micros(campaign.fundedMicros + (amountMicros > 0n ? amountMicros : 0n));
  // Also where there is no money to add: a cap that was to come down stays.
  if (capMicros > 0n) await ensureBudget(tx, { campaign: campaign.campaign, window: life, currency, capMicros });
}

async function giveBack(tx: Tx, campaign: StoredCampaign, target: Micros, { ref, now, actor }: Occasion): Promise<void> {
  const { account, currency } = campaign;
  const { capMicros } = await ensureBudget(tx, { campaign: campaign.campaign, window: life, currency, capMicros: target });
  const amountMicros = micros(campaign.fundedMicros - capMicros);
  if (amountMicros <= 0n) return;
  const held = await readHeldLots(tx, { account, campaign: campaign.campaign, currency, heldMicros: campaign.fundedMicros });
  const lots = lotsToRelease(held, amountMicros);
  await postEntry(tx, release({ account, campaign: campaign.campaign, ref, currency, amountMicros, lots, at: now, actor }));
}

/** Existing windows of today and of ad sets; those that are not there yet come with the first lease. */
async function alignWindows(tx: Tx, { campaign, currency, adSets }: StoredCampaign, now: Instant): Promise<void> {
  const holders = await readHolders(tx, [campaign, ...adSets.map((each) => each.adSet)], now);
  const wanted = holders.flatMap((each) =>
    budgetWindows(each, now).flatMap(({ window, capMicros }) =>
      capMicros === undefined ? [] : [{ campaign, window, currency, capMicros }],
    ),
  );
  await ensureBudgets(tx, wanted);
}
