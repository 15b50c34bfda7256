import { seededRandom } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { drawAdvertisers } from './advertisers.ts';
import { drawCreators, drawViewers } from './people.ts';
import { drawPosts } from './posts.ts';
import { drawVisits } from './visits.ts';

const days = 91;
const people = (seed: string) => {
  const random = seededRandom(seed);
  const viewers = drawViewers(2000, days, random);
  const creators = drawCreators(64, random);
  return { viewers, creators, posts: drawPosts(creators, days, random), random };
};

describe('the synthetic population', () => {
  it('repeats with its seed and differs with another', () => {
    const first = people('flywheel');
    const again = people('flywheel');
    expect(again.viewers).toEqual(first.viewers);
    expect(again.posts).toEqual(first.posts);
    expect(people('other').viewers).not.toEqual(first.viewers);
  });

  it('never shows a post before it is published', () => {
    const { viewers, posts, random } = people('flywheel');
    for (const day of [0, 30, 90]) {
      for (const visit of drawVisits({ viewers, posts, day, weekday: day % 7, random })) {
        for (const sighting of visit.sightings) expect(sighting.post.day).toBeLessThan(day);
      }
    }
  });

  it('likes what it has a taste for more than what it has not', () => {
    const { viewers, posts, random } = people('flywheel');
    const likes = { liked: 0, likedSeen: 0, other: 0, otherSeen: 0 };
    for (let day = 40; day < 50; day += 1) {
      for (const { viewer, sightings } of drawVisits({ viewers, posts, day, weekday: day % 7, random })) {
        for (const { post, actions } of sightings) {
          const tasted = viewer.tastes.some(({ topic }) => post.tags.some((tag) => topic.tags.includes(tag)));
          const like = actions.some((action) => action.kind === 'like') ? 1 : 0;
          likes[tasted ? 'likedSeen' : 'otherSeen'] += 1;
          likes[tasted ? 'liked' : 'other'] += like;
        }
      }
    }
    expect(likes.liked / likes.likedSeen).toBeGreaterThan(2 * (likes.other / likes.otherSeen));
  });

  it('has people who agreed to nothing', () => {
    const none = people('flywheel').viewers.filter((viewer) => viewer.purposes.length === 0);
    expect(none.length).toBeGreaterThan(20);
    expect(none.length).toBeLessThan(140);
  });

  it('has advertisers whose funds cover what they promise, the first with a campaign that runs on', () => {
    const advertisers = drawAdvertisers(12, days, seededRandom('ads'));
    for (const advertiser of advertisers) {
      const promised = advertiser.campaigns.reduce((sum, campaign) => sum + campaign.lifetimeBudgetCents, 0);
      expect(advertiser.topUpCents).toBeGreaterThan(promised);
    }
    expect(advertisers[0]?.campaigns[0]?.endsOnDay).toBeUndefined();
  });
});
