import type { QuarantineReason } from '@flywheel/events';

/** Where in the path an event is refused, in the order of the path. */
export type RefusalStage = 'shape' | 'consent' | 'bots' | 'time' | 'quality' | 'reference' | 'beacon';

/** The closed list of refusals: the stage that refuses. What was refused for missing consent is not kept and never replayed. */
export const refusalStages: Readonly<Record<QuarantineReason, RefusalStage>> = {
  invalid: 'shape',
  'unknown-version': 'shape',
  'no-consent': 'consent',
  bot: 'bots',
  future: 'time',
  'too-old': 'time',
  'impossible-time': 'quality',
  'too-fast': 'quality',
  repeated: 'quality',
  flood: 'quality',
  'unknown-viewer': 'reference',
  'unknown-content': 'reference',
  'unknown-creator': 'reference',
  signature: 'beacon', // refused by flows/settle
};

/** A refusal: why, and which field of the event is to blame. */
export type Refusal = { readonly reason: QuarantineReason; readonly field?: string };
