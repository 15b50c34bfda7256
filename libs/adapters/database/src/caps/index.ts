export { beatAndReadDeciders, leaveDeciders, type DeciderRow } from './deciders.ts';
export { dropHiddenImpressions, insertHidings, readHiddenImpressions, readHidings, type Hiding } from './hidden-ads.ts';
export { readLastAnonymousDecision, readShown, type Shown, type ShownSubject } from './read-shown.ts';
