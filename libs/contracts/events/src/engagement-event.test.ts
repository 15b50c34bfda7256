import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contentMetadata } from './content-metadata.ts';
import { engagementEvent } from './engagement-event.ts';
import { creatorMetadata, viewerMetadata } from './people-metadata.ts';

const like = { v: 1, id: 'e1', kind: 'like', at: '2026-03-01T12:00:00Z', viewer: 'ann', content: 'post-1' };

describe('an engagement event', () => {
  it('is accepted in its plain form', () => {
    expect(engagementEvent.safeParse(like).success).toBe(true);
  });

  it.each([
    ['a field nobody knows', { ...like, mood: 'good' }],
    ['a time without Z', { ...like, at: '2026-03-01T12:00:00+02:00' }],
    ['a kind that is not in the vocabulary', { ...like, kind: 'stare' }],
    ['a NUL in the id', { ...like, id: 'e\u00001' }],
    ['negative dwell', { ...like, dwellMs: -1 }],
    ['another version', { ...like, v: 2 }],
  ])('refuses %s', (_, event) => {
    expect(engagementEvent.safeParse(event).success).toBe(false);
  });

  it.each([engagementEvent, contentMetadata, viewerMetadata, creatorMetadata])('has a JSON schema', (schema) => {
    expect(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })).toMatchObject({ type: 'object', additionalProperties: false });
  });
});
