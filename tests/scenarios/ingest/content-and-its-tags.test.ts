import { describe, expect, it } from 'vitest';
import { noon, post, useSite } from './site.ts';

describe('content', () => {
  const site = useSite();
  const put = (...items: object[]) => site.contents.run({ items, acceptedAt: noon });

  it('turns tags into interests, by their meaning too, and marks the sensitive', async () => {
    await put(post('p', { tags: [' Jazz ', 'JAZZ', 'my-own-tag', 'cancer'] }));
    const { rows } = await site.database.read.query<{ nodes: string[] }>(`SELECT nodes FROM content WHERE platform_id = 'p'`);
    expect(rows[0]?.nodes).toEqual(['tag:jazz', 'iab:357', 'tag:my-own-tag', 'tag:cancer', 'iab:286']);
    const nodes = await site.database.read.query(`SELECT node, sensitive FROM taxonomy_node WHERE taxonomy = 'tag' ORDER BY node`);
    expect(nodes.rows).toEqual([
      { node: 'tag:cancer', sensitive: true },
      { node: 'tag:jazz', sensitive: false },
      { node: 'tag:my-own-tag', sensitive: false },
    ]);
  });

  it('may reply to content of the same request', async () => {
    const answer = await put(post('reply', { parent: 'question' }), post('question'));
    expect(answer).toMatchObject({ stored: 2 });
  });

  it('is refused item by item', async () => {
    const answer = await put(
      post('p'),
      post('p'),
      post('q', { creator: 'ghost' }),
      post('r', { parent: 'q' }),
      post('s', { publishedAt: 'today' }),
      {},
    );
    expect(answer.results.map(({ outcome, reason, field }) => [outcome, reason, field].filter(Boolean).join(' '))).toEqual([
      'stored',
      'refused repeated id',
      'refused unknown-creator creator',
      'refused unknown-parent parent',
      'refused invalid publishedAt',
      'refused invalid id',
    ]);
  });

  it('is unchanged when it is sent again word for word', async () => {
    expect(await put(post('question'))).toMatchObject({ stored: 0, unchanged: 1 });
  });
});
