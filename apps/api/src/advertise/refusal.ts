import type { CampaignRefusal } from '@flywheel/advertise';
import { AppProblem } from '@flywheel/http/problems';

/** Turns a refusal of the campaign flows into the problem a form shows beside its field; `item` is the place in a list of changes. */
export function refusalProblem(refused: CampaignRefusal, item?: { at: number }): AppProblem {
  const at = (field: string): string => (item === undefined ? field : `items.${item.at}.${field}`);
  const inDocument = (field: string): string => (item === undefined ? field : at(field === '' ? 'document' : `document.${field}`));
  switch (refused.reason) {
    case 'unknown-account':
      return new AppProblem('not-found');
    case 'unknown-campaign':
      return item === undefined
        ? new AppProblem('not-found')
        : new AppProblem('invalid', { field: at('campaign'), detail: 'the account has no such campaign' });
    case 'unknown-part':
      return item === undefined
        ? new AppProblem('not-found')
        : new AppProblem('invalid', { field: at('adSet'), detail: 'the campaign has no such ad set or ad' });
    case 'archived':
      return new AppProblem('conflict', { field: at('campaign'), detail: 'the campaign is archived' });
    case 'outdated':
      return new AppProblem('outdated', {
        field: at('version'),
        detail: `version ${refused.version} was saved meanwhile; yours was made from version ${refused.madeFrom}`,
      });
    case 'not-possible':
      return new AppProblem('conflict', { field: at('status'), detail: 'the campaign can not go from its status to that one' });
    case 'last-part':
      return new AppProblem('conflict', {
        field: at('status'),
        detail: 'it is the last one: archive what holds it instead, or add another first',
      });
    case 'invalid':
    case 'targeting':
      return new AppProblem('invalid', { field: inDocument(refused.field), detail: refused.sentence });
  }
}
