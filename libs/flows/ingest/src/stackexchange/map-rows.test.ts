import { describe, expect, it } from 'vitest';
import { mapRow } from './map-rows.ts';

const time = '2018-03-12T17:00:45.567';
const at = Date.UTC(2018, 2, 12, 17, 0, 45, 567);

describe('a row of a dump', () => {
  it('a question is content and a post by its owner', () => {
    const { post, event } = mapRow('Posts', {
      Id: '1',
      PostTypeId: '1',
      CreationDate: time,
      OwnerUserId: '7',
      Title: 'T',
      Tags: '<a><b-c>',
    });
    expect(post).toMatchObject({
      id: 'stackexchange:post:1',
      creator: 'stackexchange:user:7',
      kind: 'question',
      tags: ['a', 'b-c'],
      publishedAt: at,
    });
    expect(event).toMatchObject({ id: 'question:1', kind: 'post', content: 'stackexchange:post:1', viewer: 'stackexchange:user:7', at });
  });

  it('an answer is content and a comment on its question', () => {
    const { post, event } = mapRow('Posts', { Id: '2', PostTypeId: '2', ParentId: '1', CreationDate: time });
    expect(post).toMatchObject({ kind: 'answer', parent: 'stackexchange:post:1', creator: undefined });
    expect(event).toMatchObject({ id: 'answer:2', kind: 'comment', content: 'stackexchange:post:1', viewer: undefined });
  });

  it('a tag wiki is kept as content that weighs nothing', () => {
    const { post, event } = mapRow('Posts', { Id: '33', PostTypeId: '5', CreationDate: time, OwnerUserId: '-1', Tags: '|x|' });
    expect(post).toMatchObject({ kind: 'wiki', creator: 'stackexchange:user:-1', tags: ['x'] });
    expect(event.kind).toBe('external');
  });

  it('votes map by their type and name a person only where the dump does', () => {
    const vote = (VoteTypeId: string, more = {}) =>
      mapRow('Votes', { Id: '9', PostId: '1', VoteTypeId, CreationDate: time, ...more }).event;
    expect(['1', '2', '3', '5', '8', '16'].map((type) => vote(type).kind)).toEqual([
      'accept',
      'like',
      'dislike',
      'save',
      'external',
      'external',
    ]);
    expect(vote('2')).toMatchObject({ viewer: undefined, notBeforeContent: true });
    expect(vote('5', { UserId: '4' }).viewer).toBe('stackexchange:user:4');
  });

  it('is refused with file, row and field where it can not be read', () => {
    expect(() => mapRow('Votes', { Id: '9', PostId: 'x', VoteTypeId: '2', CreationDate: time })).toThrow(/Votes\.xml, row 9: PostId/);
    expect(() => mapRow('Users', { Id: '5', CreationDate: 'soon' })).toThrow(/Users\.xml, row 5: CreationDate is not a time/);
    expect(() => mapRow('Tags', {})).toThrow(/Id is missing/);
  });
});
