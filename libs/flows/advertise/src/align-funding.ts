import { fundingTarget } from '@flywheel/campaigns';
import { ensureBudget } from '@flywheel/database/budgets';
import { touchConfiguration, type StoredCampaign } from '@flywheel/database/campaigns';
import { postEntry, readCreditBalance } from '@flywheel/database/ledger';
import { hold, release } from '@flywheel/ledger';
import { micros, type Instant, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Why money moves between the account and the campaign. `ref` makes the entry's key, so it names the occasion. */
export type Occasion = { ref: string; now: Instant; actor: string };

const life = 'life';

/**
 * Sets aside what the campaign needs and the account can give, or gives back what it will not use; the window `life` of its budget
 * always equals the money set aside. Never takes back what deciders already hold. The caller holds the locks of account and campaign.
 */
export async function alignFunding(tx: Tx, campaign: StoredCampaign, target: Micros, occasion: Occasion): Promise<void> {
  const missing = target - campaign.fundedMicros;
  if (missing > 0n) await setAside(tx, campaign, micros(missing), occasion);
  if (missing < 0n) await giveBack(tx, campaign, target, occasion);
  if (missing !== 0n) await touchConfiguration(tx);
}

/** Budgets of a campaign, or of its ad sets where it has none. */
type Budgeted = Pick<StoredCampaign, 'startsAt' | 'endsAt' | 'dailyBudgetMicros' | 'lifetimeBudgetMicros'> & {
  adSets: ReadonlyArray<Pick<StoredCampaign, 'dailyBudgetMicros' | 'lifetimeBudgetMicros'>>;
};

/** The money the campaign wants in all while it is active: its own budget, or those of all its ad sets. */
export function wantedFunding({ startsAt, endsAt, adSets, ...own }: Budgeted): Micros {
  const budgets = own.dailyBudgetMicros === undefined && own.lifetimeBudgetMicros === undefined ? adSets : [own];
  return budgets.reduce((sum, { dailyBudgetMicros, lifetimeBudgetMicros }) => {
    const need = { dailyMicros: dailyBudgetMicros, lifetimeMicros: lifetimeBudgetMicros, startsAt, endsAt };
    return micros(sum + fundingTarget(need));
  }, micros(0n));
}

async function setAside(tx: Tx, campaign: StoredCampaign, missing: Micros, { ref, now, actor }: Occasion): Promise<void> {
  const balance = await readCreditBalance(tx, `2010:${campaign.account}`, campaign.currency);
  const amountMicros = missing < balance ? missing : balance;
  if (amountMicros <= 0n) return;
  const { account, currency } = campaign;
  await postEntry(tx, hold({ account, campaign: campaign.campaign, ref, currency, amountMicros, at: now, actor }));
  await ensureBudget(tx, { campaign: campaign.campaign, window: life, currency, capMicros: micros(campaign.fundedMicros + amountMicros) });
}

async function giveBack(tx: Tx, campaign: StoredCampaign, target: Micros, { ref, now, actor }: Occasion): Promise<void> {
  const { account, currency } = campaign;
  const { capMicros } = await ensureBudget(tx, { campaign: campaign.campaign, window: life, currency, capMicros: target });
  const amountMicros = micros(campaign.fundedMicros - capMicros);
  if (amountMicros <= 0n) return;
  await postEntry(tx, release({ account, campaign: campaign.campaign, ref, currency, amountMicros, at: now, actor }));
}
