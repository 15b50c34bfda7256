import { createHash } from 'node:crypto';
import type { Database } from '@flywheel/database';
import { checkReach, countAskedSizes, readToldSize, writeToldSize } from '@flywheel/database/reach';
import type { SizeAnswer } from '@flywheel/http/audiences';
import { audienceLeast, questionsOf, toldSize } from '@flywheel/privacy';
import { canonicalJson, type Id, type Instant } from '@flywheel/primitives';
import type { MatchKeys } from '@flywheel/runtime';
import { parseTargeting, type ParsedTargeting, type Targeting } from '@flywheel/targeting';

const keptMs = 15 * 60_000;
/** Most different expressions an account may ask about in an hour. */
export const mostSizesPerHour = 120;

export type SizeOutcome =
  | { outcome: 'told'; answer: SizeAnswer }
  | { outcome: 'refused'; reason: 'targeting'; fault: Extract<ParsedTargeting, { outcome: 'refused' }>['fault'] }
  | { outcome: 'refused'; reason: 'too-often' };

/**
 * How many people an expression would reach: two significant digits, null below the least. The same question gets the same answer for
 * 15 minutes, and different ones are counted, so that nobody can be found by asking around him.
 */
export class EstimateSize {
  private readonly database: Database;
  private readonly matchKeys: MatchKeys;

  constructor(database: Database, matchKeys: MatchKeys) {
    this.database = database;
    this.matchKeys = matchKeys;
  }

  async run({ account, targeting, now }: { account: Id<'acc'>; targeting: unknown; now: Instant }): Promise<SizeOutcome> {
    const parsed = parseTargeting(targeting);
    if (parsed.outcome === 'refused') return { outcome: 'refused', reason: 'targeting', fault: parsed.fault };
    const asked = { account, sha256: createHash('sha256').update(canonicalJson(targeting)).digest() };
    const known = (await readToldSize(this.database.read, asked, now - keptMs)) as SizeAnswer | undefined;
    if (known) return { outcome: 'told', answer: known };
    const hourAgo = now - 60 * 60_000;
    if ((await countAskedSizes(this.database.read, account, hourAgo)) >= mostSizesPerHour)
      return { outcome: 'refused', reason: 'too-often' };
    const answer = await this.measure(account, parsed.targeting, now);
    await writeToldSize(this.database.read, asked, answer, now);
    return { outcome: 'told', answer };
  }

  private async measure(account: Id<'acc'>, targeting: Targeting, now: Instant): Promise<SizeAnswer> {
    const reach = await checkReach(this.database.reports, { account, targeting, always: true });
    const least = reach.required > 0 ? reach.required : audienceLeast;
    const told = { people: reach.people, least, secret: this.matchKeys.secret, subject: `${account}:${subjectOf(targeting)}` };
    return {
      size: reach.outcome === 'met' ? toldSize(told) : null,
      least: reach.required,
      outcome: reach.outcome,
      limit: reach.outcome === 'met' ? null : { path: reach.path, sentence: reach.sentence },
      measuredAt: new Date(now).toISOString(),
    };
  }
}

/** What is rounded together: expressions that ask the same about people are, however they are nested. */
function subjectOf(targeting: Targeting): string {
  const { personal } = questionsOf(targeting);
  return [...new Set(personal.map(({ attr, values }) => `${attr}=${[...values].sort().join(',')}`))].sort().join(';');
}
