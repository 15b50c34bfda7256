import { UpsertCreators } from '@flywheel/ingest';
import { seededRandom } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { like, noon, post, useSite } from './site.ts';

describe('what the program remembers of people and posts', () => {
  const site = useSite();
  const send = async (id: string, more: object = {}) => {
    const { results } = await site.accept.run({ events: [like(id, { kind: 'view', ...more })], source: 'app', acceptedAt: noon });
    return results[0]?.reason ?? results[0]?.outcome;
  };
  const creatorOf = async (id: string): Promise<string | undefined> => {
    const { rows } = await site.database.read.query<{ name: string }>(
      'SELECT c.platform_id AS name FROM engagement_event e JOIN creator c USING (creator_id) WHERE event_id = $1',
      [id],
    );
    return rows[0]?.name;
  };

  it('is forgotten in the moment consent is withdrawn, and learnt again with it', async () => {
    expect(await send('a')).toBe('stored');
    await site.viewers.run({ items: [{ id: 'ann', purposes: [] }], acceptedAt: noon });
    expect(await send('b')).toBe('no-consent');
    await site.viewers.run({ items: [{ id: 'ann', purposes: ['analytics'] }], acceptedAt: noon });
    expect(await send('c')).toBe('stored');
  });

  it('follows a post to another creator', async () => {
    await new UpsertCreators(site.database, seededRandom('dora')).run({ acceptedAt: noon, items: [{ id: 'dora', name: 'Dora' }] });
    await send('hers');
    await site.contents.run({ items: [post('post-1', { creator: 'dora' })], acceptedAt: noon });
    await send('theirs');
    expect([await creatorOf('hers'), await creatorOf('theirs')]).toEqual(['cora', 'dora']);
  });

  it('ends with an erasure: the next event is a stranger’s, and the id is free again', async () => {
    expect((await site.erase.run({ viewer: 'ann', now: noon })).removed).toMatchObject({ event_identity: 4 });
    expect(await send('d')).toBe('unknown-viewer');
    await site.viewers.run({ items: [{ id: 'ann', purposes: ['analytics'] }], acceptedAt: noon });
    expect(await send('a')).toBe('stored');
  });
});
