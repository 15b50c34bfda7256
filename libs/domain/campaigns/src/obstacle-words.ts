import type { Obstacle } from './obstacle.ts';
import type { Level } from './status.ts';

const depth: Readonly<Record<Level, number>> = { account: 0, campaign: 1, 'ad set': 2, ad: 3 };

/** An obstacle in one or two plain sentences as they read on the page of the thing at `from`: what it is, and what would change it. */
export function obstacleWords(obstacle: Obstacle, from: Level): string {
  const { status, at, particulars } = obstacle;
  // Above: the thing it belongs to is meant. Below: all of the things in it are.
  const below = depth[at] > depth[from];
  const it = at === from ? 'It' : below ? `Every ${at} of it` : `Its ${at}`;
  const whose = at === from || below ? 'Its' : `Its ${at}’s`;
  const that = at === from ? 'it' : below ? 'one' : 'that';
  const more = !particulars ? '' : ` ${particulars}`;
  switch (status) {
    case 'active':
      return 'It serves.';
    case 'draft':
      return `${it} is a draft: set ${that} active to let it serve.`;
    case 'paused':
      return `${it} is paused: set ${that} active to let it serve.${more}`;
    case 'archived':
      return `${it} is archived and does not serve.`;
    case 'suspended':
      return 'The account is suspended by the operator.';
    case 'in_review':
      return from === 'ad' ? 'Its creative waits for review.' : 'Its creatives wait for review.';
    case 'rejected':
      return from === 'ad'
        ? 'Its creative was rejected: change it to have it reviewed again.'
        : 'Every creative was rejected: change it to have it reviewed again.';
    case 'unreachable':
      return `Its audience cannot be served: ${particulars || 'it holds too few people'}.`;
    case 'scheduled':
      return obstacle.code === 523 ? `It serves at certain hours.${more}` : `It starts on ${particulars}.`;
    case 'ended':
      return `It ended on ${particulars}: give it a later end to go on.`;
    case 'unfunded':
      return 'No money is set aside: top up the account.';
    case 'spent':
      return `${whose} budget is used up: raise it to go on.`;
    case 'capped':
      return `${whose} budget of today is used up: it serves again tomorrow, or at once with a higher one.`;
    case 'paced':
      return `It serves, held back so that its budget lasts.${more}`;
  }
}
