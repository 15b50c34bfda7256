import { z } from 'zod';
import { languageTag, optionalText, platformId, wireText, wireTime } from './wire-text.ts';

/** A picture, film or sound that content shows: where it lies, what it is, what it shows in words. */
export const mediaReference = z.strictObject({
  kind: z.enum(['image', 'video', 'audio']),
  url: wireText(2048),
  durationMs: z.int().min(0).optional(),
  alt: optionalText(1000).optional(),
});

/** A post, film, question or answer. `parent` is what it replies to; a tag is lower-cased; `recommendable: false` keeps it out of feeds. */
export const contentMetadata = z.strictObject({
  id: platformId,
  creator: platformId.optional(),
  parent: platformId.optional(),
  kind: wireText(32).default('post'),
  title: optionalText(500).default(''),
  text: optionalText(100_000).default(''),
  tags: z.array(wireText(64)).max(50).default([]),
  language: languageTag.optional(),
  media: z.array(mediaReference).max(20).default([]),
  recommendable: z.boolean().default(true),
  /** How safe it is to stand beside, as the platform's moderation says; left out, it stays as it is. */
  label: z.enum(['safe', 'limited', 'sensitive', 'blocked']).optional(),
  publishedAt: wireTime,
});

/** Content as it is sent: what is left out has a default. */
export type ContentMetadata = z.input<typeof contentMetadata>;
