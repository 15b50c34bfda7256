import { assert } from '@flywheel/primitives';
import type { Targeting, Truth } from '@flywheel/targeting';
import { questionsOf } from './questions.ts';

/** People whose answers to the personal questions are the same, in the order of `questionsOf`. */
export type AnswerPattern = { answers: readonly Truth[]; people: number };

/** Most ways in which the questions about the moment may be answered together. */
export const mostMoments = 1024;

/**
 * Whom an expression reaches. `people`: those it can reach at some moment. `smallest`: the fewest it reaches at any moment at which it
 * reaches anyone; a handful behind "or the content is about chess" is still a handful. 'too-complex': more than `mostMoments` moments.
 */
export type Reach = { outcome: 'measured'; people: number; smallest: number } | { outcome: 'too-complex' };

/** Counts over patterns, for every way the moment may answer. Kleene's false, unknown, true are 0, 1, 2: all = min, any = max. */
export function measureReach(targeting: Targeting, patterns: readonly AnswerPattern[]): Reach {
  const { personal, context } = questionsOf(targeting);
  const moments = context.reduce((product, question) => product * (question.unknowable ? 3 : 2), 1);
  if (moments > mostMoments) return { outcome: 'too-complex' };
  const given = new Map<string, Uint8Array>();
  let stride = 1;
  for (const { path, unknowable } of context) {
    given.set(path, momentAnswers(moments, stride, unknowable));
    stride *= unknowable ? 3 : 2;
  }
  const counts = new Float64Array(moments);
  let people = 0;
  for (const pattern of patterns) {
    for (const [at, { path }] of personal.entries()) given.set(path, new Uint8Array(moments).fill(valueOf(pattern.answers[at])));
    const truths = truthsOf(targeting, { answers: given, moments });
    if (truths.includes(2)) people += pattern.people;
    for (let moment = 0; moment < moments; moment += 1) if (truths[moment] === 2) counts[moment] = (counts[moment] ?? 0) + pattern.people;
  }
  const reached = counts.filter((count) => count > 0);
  return { outcome: 'measured', people, smallest: reached.length === 0 ? 0 : reached.reduce((least, count) => Math.min(least, count)) };
}

function momentAnswers(moments: number, stride: number, unknowable: boolean): Uint8Array {
  const answers = unknowable ? [0, 1, 2] : [0, 2];
  return Uint8Array.from({ length: moments }, (_, moment) => answers[Math.floor(moment / stride) % answers.length] ?? 0);
}

function valueOf(truth: Truth | undefined): number {
  assert(truth !== undefined, 'a pattern answers every personal question');
  return truth === 'true' ? 2 : truth === 'unknown' ? 1 : 0;
}

/** Answers by path of the leaf, one for each moment. */
type Given = { answers: ReadonlyMap<string, Uint8Array>; moments: number };

function truthsOf(node: Targeting, given: Given): Uint8Array {
  switch (node.kind) {
    case 'all':
      return merged(node.parts, given, { from: 2, by: Math.min });
    case 'any':
      return merged(node.parts, given, { from: 0, by: Math.max });
    case 'not': {
      const weak = node.mode === 'weak';
      return truthsOf(node.part, given).map((value) => (weak && value < 2 ? 2 : 2 - value));
    }
    case 'in':
    case 'range': {
      const answers = given.answers.get(node.path);
      assert(answers !== undefined, 'every leaf is a question');
      return answers;
    }
  }
}

function merged(
  parts: readonly Targeting[],
  given: Given,
  { from, by }: { from: number; by: (a: number, b: number) => number },
): Uint8Array {
  const result = new Uint8Array(given.moments).fill(from);
  for (const part of parts) {
    const truths = truthsOf(part, given);
    for (let moment = 0; moment < given.moments; moment += 1) result[moment] = by(result[moment] ?? from, truths[moment] ?? from);
  }
  return result;
}
