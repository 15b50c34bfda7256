export { audienceSize } from './audience-size.ts';
export { editRefusal, leastEdit, leastMove, mostEditsPerDay, toldPeople, type EditRefusal } from './list-edits.ts';
export { mayLearnInterests, mayTargetByInterest } from './purposes.ts';
export { questionsOf, type PersonalQuestion } from './questions.ts';
export { measureReach, type AnswerPattern, type Reach } from './reach.ts';
export { audienceLeast, requiredBy, requiredPeople, type AudienceKind } from './required-people.ts';
export { toldSize } from './told-size.ts';
