import { createHash } from 'node:crypto';
import { packRecord, recordHash, type DecisionRecord, type RecordedPlacement } from '@flywheel/auction/record';
import { keyedHash } from '@flywheel/primitives';
import { sectionWords, type OpenedDecision } from '../explain/open-decision.ts';
import { compareCharges } from './compare-charges.ts';
import { compareFinalists } from './compare-finalists.ts';
import { compareRules } from './compare-rules.ts';
import { checkProof, checkUnvisited, compareVisited } from './compare-visited.ts';
import { decideAgain } from './decide-again.ts';
import { DifferenceList, type Difference } from './difference.ts';
import type { PlacedAgain } from './placed-again.ts';
import type { ReplayWorld } from './replay-world.ts';

/** What a replay came to. `hash` names the record that was found again. */
export type ReplayResult = { outcome: 'same'; hash: string } | { outcome: 'different'; differences: Difference[] } | { outcome: 'erased' };

/** What a replay is made with: the world of the decision's versions, and the secrets that may have seeded it. */
export type ReplayMeans = { world: ReplayWorld; auctionKeys: readonly string[] };

/**
 * Makes a decision once more and sets everything against its record: digests, versions, seed, rules, what each ad came with, how it
 * fared, what is charged, and that nothing unvisited can have won. `different` wins over `erased`: what can be checked without the
 * person is checked.
 */
export function replayOpened(opened: OpenedDecision, { world, auctionKeys }: ReplayMeans): ReplayResult {
  const { record, viewer } = opened;
  const list = new DifferenceList();
  const seed = seedOf(record, auctionKeys);
  checkWritten(opened, list);
  checkOrigin(opened, seed, list);
  compareCharges(opened, list);
  if (viewer === 'erased') return list.found.length > 0 ? { outcome: 'different', differences: list.found } : { outcome: 'erased' };
  const again = decideAgain(opened, world, { seed });
  record.placements.forEach((placement, ordinal) => comparePlacement(placement, again[ordinal], world, list));
  if (list.found.length > 0) return { outcome: 'different', differences: list.found };
  const hash = recordHash(packRecord(foundAgain(record, seed, again)));
  list.check({ where: 'the decision', field: 'hash', source: 'the decision made again' }, recordHash(opened.stored.record), hash);
  return list.found.length > 0 ? { outcome: 'different', differences: list.found } : { outcome: 'same', hash };
}

/** The seed that the deployment's secret gives; of several secrets the one that gives the recorded one, else the first. */
export function seedOf({ decision, seed }: DecisionRecord, auctionKeys: readonly string[]): string {
  const seeds = auctionKeys.map((key) => keyedHash(key, decision));
  return seeds.find((each) => each === seed) ?? seeds[0] ?? '';
}

function checkWritten({ stored, altered }: OpenedDecision, list: DifferenceList): void {
  for (const section of altered) {
    const field = sectionWords(section);
    const sentence = `The ${field} in the record are not what was written: their digest differs.`;
    list.note({ where: 'the record', field, recorded: 'changed', recomputed: 'as written', sentence });
  }
  const sha256 = createHash('sha256').update(stored.record).digest('hex');
  const written = Buffer.from(stored.sha256).toString('hex');
  list.check({ where: 'the record', field: 'SHA-256', source: 'the row beside it' }, sha256, written);
}

function checkOrigin({ stored, record }: OpenedDecision, seed: string, list: DifferenceList): void {
  const where = 'the decision';
  const source = 'the row beside it';
  const { config, model, pacing } = record.versions;
  list.check({ where, field: 'id', source }, record.decision, stored.decision);
  list.check({ where, field: 'moment', source }, record.decidedAt, stored.decidedAt);
  list.check({ where, field: 'configuration version', source }, config, stored.configVersion);
  list.check({ where, field: 'model version', source }, model, stored.modelVersion);
  list.check({ where, field: 'pacing version', source }, pacing, stored.pacingVersion);
  list.check({ where, field: 'seed', source: 'the deployment’s secret' }, record.seed, seed);
}

function comparePlacement(recorded: RecordedPlacement, again: PlacedAgain | undefined, world: ReplayWorld, list: DifferenceList): void {
  if (!again) return;
  const where = `placement ${recorded.placement}`;
  const whereIs = (ad: number): string => {
    const row = world.rows.get(ad);
    return row ? `${row.ad} in ${where}` : `ad number ${ad} in ${where}`;
  };
  compareRules(recorded.rules, again.rules, where, list);
  list.check({ where, field: 'reason of empty slots', source: 'the decision made again' }, recorded.code, again.code);
  list.check({ where, field: 'bar', source: 'the auction' }, recorded.proof.bar, again.bar);
  compareFinalists(recorded.finalists, again.finalists, whereIs, list);
  const drops = (each: Pick<PlacedAgain, 'drops'>): string[] => each.drops.map(({ round, ad, code }) => `${ad} in round ${round}: ${code}`);
  list.check({ where, field: 'drops', source: 'the decision made again' }, drops(recorded), drops(again));
  compareVisited(recorded.visited, again.ads, whereIs, list);
  checkUnvisited(recorded, again.ads, whereIs, list);
  checkProof(recorded, where, list);
}

/** The record as it would be written now: what was recomputed in the place of what was recorded. */
function foundAgain(record: DecisionRecord, seed: string, again: readonly PlacedAgain[]): DecisionRecord {
  const placements = record.placements.map((placement, ordinal): RecordedPlacement => {
    const found = again[ordinal];
    if (!found) return placement;
    const { visited, proof } = placement;
    const ads = visited.ad.subarray(0, visited.count);
    return {
      ...placement,
      rules: found.rules,
      code: found.code,
      finalists: found.finalists,
      drops: found.drops,
      visited: {
        count: visited.count,
        ad: visited.ad,
        code: Uint16Array.from(ads, (ad) => found.ads.get(ad)?.code ?? 0),
        ppb: Uint32Array.from(ads, (ad) => found.ads.get(ad)?.ppb ?? 0),
      },
      proof: { ...proof, bar: found.bar },
    };
  });
  return { ...record, seed, placements };
}
