import { recordHash } from '@flywheel/auction/record';
import type { Database } from '@flywheel/database';
import { readStoredDecision } from '@flywheel/database/decisions';
import { readNamedAds, readSegmentNames } from '@flywheel/database/history';
import type { ExplainedDecision } from '@flywheel/http/explanations';
import type { Id } from '@flywheel/primitives';
import { parsed } from './decided-facts.ts';
import { explainPlacement } from './explain-placement.ts';
import { recordedAds } from './recorded-ads.ts';
import { openDecision, sectionWords, type OpenedDecision } from './open-decision.ts';

/** The operator's form of one decision, from its stored record: every visited ad with its reason in words, the prices, the bound. */
export class ExplainDecision {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Undefined when the decision was never recorded or is gone. */
  async run({ decision }: { decision: Id<'dec'> }): Promise<ExplainedDecision | undefined> {
    const stored = await readStoredDecision(this.database.read, decision);
    if (!stored) return undefined;
    const opened = openDecision(stored);
    const { record, altered } = opened;
    const numbers = record.placements.flatMap((placement) => recordedAds(placement).map((each) => each.number));
    const named = await readNamedAds(this.database.read, record.versions.config, [...new Set(numbers)]);
    const names = new Map(named.map((each) => [each.number, each]));
    const { engine, config, model, pacing } = record.versions;
    return {
      decision,
      decidedAt: new Date(record.decidedAt).toISOString(),
      versions: { engine, config: String(config), model: String(model), pacing: String(pacing) },
      seed: record.seed,
      hash: recordHash(stored.record),
      altered: altered.map(sectionWords),
      privacyMode: record.mode,
      privacyWords: privacyWords(opened),
      explored: record.explored,
      exploredWords: exploredWords(record.explored),
      context: parsed(record.context),
      segments: await this.segmentsOf(opened),
      placements: record.placements.flatMap((_, ordinal) => explainPlacement(opened, ordinal, names)),
      tookUs: record.tookUs === 0 ? null : record.tookUs,
    };
  }

  private async segmentsOf({ viewer }: OpenedDecision): Promise<ExplainedDecision['segments']> {
    if (viewer === undefined || viewer === 'erased') return [];
    const { segment } = parsed(viewer.facts);
    if (!Array.isArray(segment)) return [];
    const names = await readSegmentNames(
      this.database.read,
      segment.filter((each) => typeof each === 'string'),
    );
    return names.map(({ segment: id, name }) => ({ segment: id, name }));
  }
}

function exploredWords(explored: boolean): string {
  return explored
    ? 'This decision explored: each ad’s chance was drawn within what is not known of it, so that ads seldom shown are tried.'
    : 'Each ad’s chance is the model’s best estimate: this decision did not explore.';
}

function privacyWords({ record, viewer }: OpenedDecision): string {
  if (viewer === 'erased') return 'The viewer’s part of this record was erased.';
  return record.mode === 'full'
    ? 'The viewer agreed to ads by interest: segments were used.'
    : 'The viewer is unknown or did not agree to ads by interest: only the context was used.';
}
