import type { Targeting } from '@flywheel/targeting';

/** A question of an expression about the person: who is in a segment or audience, or where the person said to be. */
export type PersonalQuestion = { path: string; attr: 'segment' | 'audience' | 'country' | 'language'; values: ReadonlySet<string> };

/**
 * A question about the moment: content, place of the request, device, time. `unknowable`: it may stay without an answer, and the
 * expression tells that from a no.
 */
export type ContextQuestion = { path: string; unknowable: boolean };

/** The questions of an expression, each leaf once, in the order they stand. */
export type Questions = { personal: PersonalQuestion[]; context: ContextQuestion[] };

const alwaysKnown: ReadonlySet<string> = new Set(['hour', 'weekday', 'placement']);

/** Tells the questions about a person, which can be counted over all people, from those that every request answers anew. */
export function questionsOf(targeting: Targeting): Questions {
  const questions: Questions = { personal: [], context: [] };
  collect(targeting, false, questions);
  return questions;
}

/** Whether an attribute belongs to the person rather than to the moment. */
export function isPersonal(attr: string): attr is PersonalQuestion['attr'] {
  return attr === 'segment' || attr === 'audience' || attr === 'country' || attr === 'language';
}

function collect(node: Targeting, underStrong: boolean, questions: Questions): void {
  switch (node.kind) {
    case 'all':
    case 'any':
      for (const part of node.parts) collect(part, underStrong, questions);
      return;
    case 'not':
      collect(node.part, underStrong || node.mode === 'strong', questions);
      return;
    case 'in':
      if (isPersonal(node.attr)) questions.personal.push({ path: node.path, attr: node.attr, values: node.values });
      else questions.context.push({ path: node.path, unknowable: underStrong && !alwaysKnown.has(node.attr) });
      return;
    case 'range':
      questions.context.push({ path: node.path, unknowable: underStrong && !alwaysKnown.has(node.attr) });
  }
}
