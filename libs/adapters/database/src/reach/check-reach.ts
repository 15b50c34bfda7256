import { audienceLeast, measureReach, questionsOf, requiredBy, requiredPeople, type AudienceKind } from '@flywheel/privacy';
import type { AnswerPattern, PersonalQuestion } from '@flywheel/privacy';
import { isId, toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { askedValues, type Targeting } from '@flywheel/targeting';
import { mostPersonalQuestions, readAnswerPatterns } from './answer-patterns.ts';
import { readSegmentLeast } from './privacy-rule.ts';
import { withdrawnCommunity } from './withdrawn-community.ts';

/**
 * Whether an expression reaches enough people. `people` is exact and stays inside. `path` is the node that keeps it from serving, or
 * narrows it the most; '' is the whole.
 */
export type MeasuredReach = {
  outcome: 'met' | 'below' | 'sensitive' | 'unknown-audience' | 'too-complex';
  required: number;
  people: number;
  path: string;
  sentence: string;
};

/**
 * Measures an expression of an account's over everybody: each audience it names must be the account's own and targetable, and at every
 * moment it must reach nobody or at least as many people as its largest part requires. Without questions that require a number of
 * people it counts only when told to (`always`).
 */
export async function checkReach(tx: Tx, asked: { account: Id<'acc'>; targeting: Targeting; always?: boolean }): Promise<MeasuredReach> {
  const { personal } = questionsOf(asked.targeting);
  const audiences = await readAudiences(tx, asked.account, personal);
  const sizes = { segmentLeast: await readSegmentLeast(tx), kinds: new Map([...audiences].map(([id, { kind }]) => [id, kind])) };
  const required = requiredPeople(personal, sizes);
  const refused = (outcome: MeasuredReach['outcome'], path: string, sentence: string, people = 0): MeasuredReach => {
    return { outcome, required, people, path, sentence };
  };
  const sensitive = await sensitivePath(tx, asked.targeting);
  if (sensitive !== undefined)
    return refused('sensitive', sensitive, 'nobody may be targeted by a sensitive category (DSA 26(3), GDPR 9(1))');
  const withdrawn = await withdrawnCommunity(tx, asked.targeting);
  if (withdrawn) return refused('below', withdrawn.path, withdrawn.sentence);
  for (const { attr, path, values } of personal) {
    if (attr !== 'audience') continue;
    const unknown = [...values].find((value) => !audiences.has(value));
    if (unknown !== undefined) return refused('unknown-audience', path, 'the account has no such audience');
    const small = [...values].some((value) => audiences.get(value)?.targetable === false);
    if (small) return refused('below', path, `an audience can be used once it reaches ${audienceLeast} people`);
  }
  if (personal.length > mostPersonalQuestions) return refused('too-complex', '', `at most ${mostPersonalQuestions} questions about people`);
  if (required === 0 && !asked.always) return refused('met', '', '');
  const patterns = await readAnswerPatterns(tx, asked.targeting);
  const reach = measureReach(asked.targeting, patterns);
  if (reach.outcome === 'too-complex') return refused('too-complex', '', 'fewer different questions about the moment and the content');
  const narrowest = narrowestOf(personal, patterns);
  const few = required > 0 && (reach.people < required || reach.smallest < required);
  if (!few) return refused('met', narrowest, '', reach.people);
  const tooSmall = personal.find((each) => requiredBy(each, sizes) > 0 && each.path === narrowest);
  const sentence = `fewer than ${required} people are reached${tooSmall ? '' : ' together with the rest'}: widen this part`;
  return refused('below', narrowest, sentence, reach.people);
}

/** The personal question to which the fewest people say yes. */
function narrowestOf(personal: readonly PersonalQuestion[], patterns: readonly AnswerPattern[]): string {
  const yes = personal.map((_, at) => patterns.reduce((sum, { answers, people }) => sum + (answers[at] === 'true' ? people : 0), 0));
  const least = yes.indexOf(Math.min(...yes));
  return personal[least]?.path ?? '';
}

async function readAudiences(
  tx: Tx,
  account: Id<'acc'>,
  personal: readonly PersonalQuestion[],
): Promise<Map<string, { kind: AudienceKind; targetable: boolean }>> {
  const values = personal.filter((each) => each.attr === 'audience').flatMap((each) => [...each.values]);
  const ids = values.filter((value): value is Id<'aud'> => isId('aud', value));
  if (ids.length === 0) return new Map();
  const { rows } = await tx.query<{ audience: Id<'aud'>; kind: AudienceKind; targetable: boolean }>(
    `SELECT wire_id('aud', audience_id) AS audience, kind, targetable FROM audience
      WHERE account_id = $1 AND archived_at IS NULL AND audience_id = ANY ($2::uuid[])`,
    [toRowId(account), [...new Set(ids)].map(toRowId)],
  );
  return new Map(rows.map(({ audience, ...row }) => [audience, row]));
}

/** The first node that asks about a category nobody may be targeted by. */
async function sensitivePath(tx: Tx, targeting: Targeting): Promise<string | undefined> {
  const asked = askedValues(targeting).filter(({ attr }) => attr === 'segment' || attr === 'node' || attr === 'tag');
  if (asked.length === 0) return undefined;
  const nodes = asked.map(({ attr, value }) => (attr === 'tag' ? `tag:${value}` : value));
  const { rows } = await tx.query<{ value: string }>(
    `SELECT v.value FROM unnest($1::text[]) AS v(value)
       LEFT JOIN segment s ON s.segment_id = CASE WHEN v.value ~ '^seg_[0-9a-f]{32}$' THEN row_id(v.value) END
       JOIN taxonomy_node n ON n.node = coalesce(s.node, v.value) WHERE n.sensitive`,
    [[...new Set(nodes)]],
  );
  const forbidden = new Set(rows.map((row) => row.value));
  return asked[nodes.findIndex((node) => forbidden.has(node))]?.path;
}
