import type { SyntheticVisit } from '@flywheel/population';
import type { Instant } from '@flywheel/primitives';
import type { AdVisit } from './ad-visit.ts';

const secondSlotFrom = 3;
const usualClick = 0.006;
const likedClick = 0.022;

/** Asks for ads at the first post of each visit, and beside the third of a longer one; what happened after `until` is left out. */
export function adVisitsOf(visits: readonly SyntheticVisit[], dayStart: Instant, until: Instant): AdVisit[] {
  return visits.flatMap(({ viewer, sightings }) => {
    const likes = (headline: string): boolean => viewer.tastes.some(({ topic }) => headline.toLowerCase().startsWith(topic.product));
    return sightings.flatMap((sighting, place): AdVisit[] => {
      const at = dayStart + sighting.atMs + 400;
      if (at >= until - 10_000 || (place !== 0 && place !== secondSlotFrom - 1)) return [];
      const placement = place === 0 ? 'feed-top' : 'feed-middle';
      return [
        {
          at,
          key: `${viewer.platformId}/${at}`,
          clickChance: (headline) => (likes(headline) ? likedClick : usualClick),
          request: {
            viewer: viewer.platformId,
            placements: [{ id: placement, format: 'native_post', content: sighting.post.platformId }],
            context: { device: viewer.device, country: viewer.country, language: viewer.language },
          },
        },
      ];
    });
  });
}
