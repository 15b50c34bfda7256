import type { Database } from '@flywheel/database';
import { isId, type Random } from '@flywheel/primitives';
import type { Job } from '@flywheel/queue';
import { FindContentCommunities } from './communities/find-content-communities.ts';
import { studyApart } from './communities/study-apart.ts';
import { RefreshShares } from './refresh-shares.ts';
import { FindContentTopics } from './topics/find-content-topics.ts';
import { learnTopicsApart } from './topics/learn-topics-apart.ts';
import { UpdateInterests } from './update-interests.ts';

const minuteMs = 60_000;

/** Least people of a segment that may be sold, and of a content that may be in a community. */
export type LearnLimits = { readonly segmentMinPeople: number; readonly communityMinPeople: number };

/** Background work of learning: each accepted batch once, and every minute what the average person likes and what new content is about. */
export function learnJobs(database: Database, random: Random, limits: LearnLimits): Job[] {
  const { segmentMinPeople, communityMinPeople } = limits;
  const updateInterests = new UpdateInterests(database, random);
  const refreshShares = new RefreshShares(database, random, segmentMinPeople);
  const findCommunities = new FindContentCommunities(database, random, studyApart, communityMinPeople);
  const findTopics = new FindContentTopics(database, learnTopicsApart);
  return [
    {
      name: 'update-interests',
      topic: 'events-accepted',
      run: async (payload, { now }) => {
        const { batch } = payload as { batch: unknown };
        if (!isId('bat', batch)) throw new Error('word of accepted events names no batch');
        await updateInterests.run({ batch, now });
      },
    },
    {
      name: 'refresh-shares',
      everyMs: minuteMs,
      run: async (_, { now }) => {
        await refreshShares.run({ now });
      },
    },
    {
      name: 'find-content-communities',
      everyMs: minuteMs,
      run: async (_, { now }) => {
        await findCommunities.run({ now });
      },
    },
    {
      name: 'find-content-topics',
      everyMs: minuteMs,
      run: async (_, { now }) => {
        await findTopics.run({ now });
      },
    },
  ];
}
