import { readTracedCharges, readTracedImpression, readGenerations, type TracedCharge } from '@flywheel/analytics/traces';
import type { Database } from '@flywheel/database';
import { listEntries } from '@flywheel/database/ledger';
import type { Principal } from '@flywheel/http/roles';
import type { HomeCell, ImpressionTrace, TraceScope, TraceView } from '@flywheel/http/traces';
import { isId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { batchNameText } from '@flywheel/http/batch-name';
import { checkOne, stateOf, verdictOf } from './batch-views.ts';
import { chargeView, reasonWords } from './charge-view.ts';
import { homeCells } from './home-cells.ts';
import { lookingScope } from './open-batch.ts';
import type { TraceRefusal } from './trace-cell.ts';
import { eyesOf } from './trace-eyes.ts';

export type ImpressionOutcome = { readonly outcome: 'traced'; readonly trace: ImpressionTrace } | TraceRefusal;

/** The way back: from an impression to what was reported of it, its charges, their batches and entries, and the cells they count in. */
export class TraceImpression {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(request: { impression: string; scope: TraceScope; principal: Principal }): Promise<ImpressionOutcome> {
    const { impression } = request;
    return this.database.inSnapshot(async (tx) => {
      const scope = await lookingScope(tx, request);
      if ('outcome' in scope) return scope;
      if (!isId('imp', impression)) return { outcome: 'hidden' };
      const { facts, charges } = await readTracedImpression(tx, impression, { account: scope.account, creator: scope.creator });
      if (facts.length === 0 && charges.length === 0) return { outcome: 'hidden' };
      const view = eyesOf(scope);
      const traced = [];
      for (const charge of charges) traced.push(await chargeOf(tx, impression, charge, { view, creator: scope.creator }));
      const trace: ImpressionTrace = {
        view,
        impression,
        currency: traced[0]?.currency ?? 'USD',
        facts: facts.map(({ kind, acceptedAt, billable, reason }) => ({
          kind,
          at: new Date(acceptedAt).toISOString(),
          billable,
          reason,
          reasonWords: reasonWords(reason),
        })),
        charges: traced.map(({ charge }) => charge),
      };
      return { outcome: 'traced', trace };
    });
  }
}

type ImpressionCharge = Awaited<ReturnType<typeof readTracedImpression>>['charges'][number];
type Eyes = { readonly view: TraceView; readonly creator: string | undefined };

/** A charge with the batch that holds it: the last generation, if it was ever reversed. */
async function chargeOf(
  tx: Tx,
  imp: Id<'imp'>,
  key: ImpressionCharge,
  { view, creator }: Eyes,
): Promise<{ charge: ImpressionTrace['charges'][number]; currency: string }> {
  const gen = (await readGenerations(tx, key)).at(-1);
  const name = { bucket: key.bucket, campaign: key.campaign, gen: gen ?? 0 };
  const stored = gen === undefined ? undefined : await checkOne(tx, name);
  const own = await readTracedCharges(tx, name, { filter: { creator, imp }, skip: 0, limit: 20 });
  const charge = own.find((each) => each.kind === key.kind && each.ref === key.ref) as TracedCharge;
  const [entry] = stored?.entry ? await listEntries(tx, { entry: stored.entry, limit: 1 }) : [];
  const agent = entry?.postings.some(({ account }) => account === '4020') ?? false;
  const cells: HomeCell[] = homeCells(charge, { view, bucket: key.bucket, campaign: key.campaign, agent });
  return {
    currency: stored?.currency ?? 'USD',
    charge: {
      ...chargeView(charge, view),
      batch: batchNameText(name),
      state: stored ? stateOf(stored) : 'unsealed',
      hash: stored ? verdictOf(stored) : 'unsealed',
      entry: stored?.entry ?? null,
      cells,
    },
  };
}
