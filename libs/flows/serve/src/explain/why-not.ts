import { unpackReason, type RecordedPlacement } from '@flywheel/auction/record';
import type { Database } from '@flywheel/database';
import { readStoredDecision } from '@flywheel/database/decisions';
import { readAdNumber, readNamedAds, type NamedAd } from '@flywheel/database/history';
import type { WhyNotAd } from '@flywheel/http/explanations';
import { toRowId, type Id } from '@flywheel/primitives';
import { explainMismatch } from '@flywheel/targeting';
import { targetingOf } from '../ads/put-ad.ts';
import type { OutcomeOfAd } from '../replay/outcomes-of-ad.ts';
import { decidedFacts } from './decided-facts.ts';
import { openDecision, type OpenedDecision } from './open-decision.ts';
import { codeInWords, reasonInWords } from './reason-words.ts';
import { recordedAds } from './recorded-ads.ts';

type Item = WhyNotAd['items'][number];

/** Why an ad did not take a slot: from the record where it was looked at, otherwise from the versions that were in force. */
export class WhyNot {
  private readonly database: Database;
  private readonly outcomes: { ofAd(decision: Id<'dec'>, ad: number): Promise<Array<OutcomeOfAd | undefined>> };

  /** `outcomes`: makes the decision once more and tells how an ad that was never looked at would have fared. */
  constructor(database: Database, outcomes: WhyNot['outcomes']) {
    this.database = database;
    this.outcomes = outcomes;
  }

  /** Undefined when the decision or the ad is not known. */
  async run({ decision, ad }: { decision: Id<'dec'>; ad: Id<'ad'> }): Promise<WhyNotAd | undefined> {
    const [stored, number] = [await readStoredDecision(this.database.read, decision), await readAdNumber(this.database.read, toRowId(ad))];
    if (!stored || number === undefined) return undefined;
    const opened = openDecision(stored);
    const [named] = await readNamedAds(this.database.read, stored.configVersion, [number]);
    const items = opened.record.placements.map(
      (placement, ordinal) => visitedItem(placement, number) ?? mismatchItem(opened, ordinal, named),
    );
    const again = items.includes(undefined) ? await this.outcomes.ofAd(decision, number) : undefined;
    return {
      decision,
      ad,
      items: opened.record.placements.map(({ placement }, ordinal) => items[ordinal] ?? unvisitedItem(placement, again?.[ordinal])),
    };
  }
}

function visitedItem(placement: RecordedPlacement, number: number): Item | undefined {
  const found = recordedAds(placement).find((each) => each.number === number);
  if (!found) return undefined;
  const needed = found.finalist?.minToWinMicros;
  const toWin = needed === undefined ? {} : { minToWinMicros: String(needed) };
  return { placement: placement.placement, ...reasonInWords(found.code), ...toWin };
}

/** The ad's own targeting, as it was; undefined where it matched. An ad that did not exist yet was in no campaign that runs. */
function mismatchItem(opened: OpenedDecision, ordinal: number, named: NamedAd | undefined): Item | undefined {
  const placement = opened.record.placements[ordinal]?.placement ?? '';
  if (!named) return { placement, ...codeInWords(521) };
  const mismatch = explainMismatch(targetingOf(named), decidedFacts(opened, ordinal));
  return mismatch && { placement, ...codeInWords(mismatch.code), path: mismatch.path };
}

/** It matched and was not looked at: it was in no snapshot (521), or it lost below the bound. */
function unvisitedItem(placement: string, found: OutcomeOfAd | undefined): Item {
  if (!found) return { placement, ...codeInWords(521) };
  const { code } = unpackReason(found.code);
  const needed = found.minToWinMicros;
  return { placement, ...codeInWords(code), ...(needed !== undefined && { minToWinMicros: String(needed) }) };
}
