import { z } from 'zod';
import { wireId, wireInstant } from './wire.ts';

/** Where a found topic comes from: the words of the content, or what the people who turn to it turn to besides. */
export const topicSources = ['text', 'co-engagement'] as const;
export type TopicSource = (typeof topicSources)[number];

/**
 * GET /v1/creators/:id/content-topics: the newest 200 contents of a creator (`crt_…` or the platform's own id) with the taxonomy nodes that
 * tags stand for and, where they stand for none, the found ones with how often saying this topic was right where the truth was known (0…1).
 */
export const contentTopics = z.object({
  creator: wireId('crt'),
  contents: z.array(
    z.object({
      content: wireId('cnt'),
      platformId: z.string(),
      title: z.string(),
      publishedAt: wireInstant,
      named: z.array(z.object({ node: z.string(), name: z.string() })),
      found: z.array(z.object({ node: z.string(), name: z.string(), source: z.enum(topicSources), precision: z.number() })),
      /** When topics were last looked for; null: it is about to be. */
      lookedAt: wireInstant.nullable(),
    }),
  ),
});
export type ContentTopics = z.infer<typeof contentTopics>;
