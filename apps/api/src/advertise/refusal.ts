import type { CreateOutcome, StatusOutcome, UpdateOutcome } from '@flywheel/advertise';
import { AppProblem } from '@flywheel/http/problems';

type Refused = Extract<CreateOutcome | UpdateOutcome | StatusOutcome, { outcome: 'refused' }>;

/** Turns a refusal of the campaign flows into the problem that the form shows beside its field. */
export function refusalProblem(refused: Refused): AppProblem {
  switch (refused.reason) {
    case 'unknown-account':
    case 'unknown-campaign':
      return new AppProblem('not-found');
    case 'archived':
      return new AppProblem('conflict', { detail: 'the campaign is archived' });
    case 'not-possible':
      return new AppProblem('conflict', { field: 'status', detail: 'the campaign can not go from its status to that one' });
    case 'invalid':
    case 'targeting':
      return new AppProblem('invalid', { field: refused.field, detail: refused.sentence });
  }
}
