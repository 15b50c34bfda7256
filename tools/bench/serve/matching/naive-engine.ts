import { evaluate } from '@flywheel/targeting';
import type { Engine } from './engine.ts';
import { chanceAt, crossOfCategory, crossOfFormat, sumOf } from './model.ts';
import type { Campaign } from './workload.ts';

/** Objects and sets, filter, map and sort: how it reads best, and the oracle of the winners. */
export function naiveEngine(campaigns: readonly Campaign[]): Engine {
  return {
    name: 'objects: filter, map, sort',
    bytesEach: undefined,
    auction({ facts, person }, winners) {
      const ranked = campaigns
        .filter((campaign) => !campaign.paused && evaluate(campaign.targeting, facts) === 'true')
        .map((campaign) => {
          const cross = crossOfCategory(person, campaign.category) + crossOfFormat(person, campaign.format);
          const chance = chanceAt(sumOf(campaign.weights) + sumOf(person.weights) + cross);
          return { number: campaign.number, chance, score: campaign.bid * chance };
        })
        .sort((a, b) => b.score - a.score || a.number - b.number);
      for (const { number, score, chance } of ranked.slice(0, 5)) winners.offer(number, score, chance);
    },
  };
}
