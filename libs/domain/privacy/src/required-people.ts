import type { PersonalQuestion } from './questions.ts';

/** Fewest people an uploaded or engaged audience must reach: a hard minimum in every world. */
export const audienceLeast = 100;

/** How an audience came to be, as far as its least size depends on it. */
export type AudienceKind = 'upload' | 'engagers' | 'lookalike';

/** The least sizes in force; `kinds` by audience id (an unknown one counts like a segment). */
export type LeastSizes = { segmentLeast: number; kinds: ReadonlyMap<string, AudienceKind> };

/** How many people a question alone requires: a segment or lookalike `segmentLeast`, an upload or engagers 100, place and language 0. */
export function requiredBy(question: Pick<PersonalQuestion, 'attr' | 'values'>, { segmentLeast, kinds }: LeastSizes): number {
  if (question.attr === 'segment') return segmentLeast;
  if (question.attr !== 'audience') return 0;
  let required = 0;
  for (const audience of question.values) {
    const kind = kinds.get(audience);
    required = Math.max(required, kind === 'upload' || kind === 'engagers' ? audienceLeast : Math.max(segmentLeast, audienceLeast));
  }
  return required;
}

/** How many people the whole expression must be able to reach: the largest of its parts, exclusions among them. */
export function requiredPeople(questions: readonly PersonalQuestion[], sizes: LeastSizes): number {
  return questions.reduce((most, question) => Math.max(most, requiredBy(question, sizes)), 0);
}
