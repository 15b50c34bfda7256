import type { Instant } from '@flywheel/primitives';
import type { DumpFile } from './dump-files.ts';
import { platformId } from './platform-id.ts';
import type { DumpRow } from './read-rows.ts';
import { RowFields } from './row-fields.ts';
import { voteKind } from './vote-kind.ts';

/** A person of the dump: a viewer who may look and a creator who may write. */
export type MappedPerson = { id: string; name: string; joinedAt: Instant };

/** A post of the dump as content. Tag wikis are kept but never recommended. */
export type MappedPost = {
  id: string;
  creator: string | undefined;
  parent: string | undefined;
  kind: 'question' | 'answer' | 'wiki';
  title: string;
  body: string;
  tags: readonly string[];
  publishedAt: Instant;
};

/** The one event a row of the dump becomes; `at` undefined means "as old as the site". */
export type MappedEvent = {
  id: string;
  kind: 'post' | 'comment' | 'like' | 'dislike' | 'save' | 'accept' | 'external';
  at: Instant | undefined;
  viewer: string | undefined;
  content: string | undefined;
  detail?: Readonly<Record<string, string | number>>;
  /** A vote carries only its day: its event happens no earlier than its post. */
  notBeforeContent: boolean;
};

/** What one row of a dump file means. */
export type MappedRow = { event: MappedEvent; person?: MappedPerson; post?: MappedPost };

const postKinds: Readonly<Record<string, MappedPost['kind']>> = { '1': 'question', '2': 'answer' };

/** Translates one row; every refusal names file, row and field. */
export function mapRow(file: DumpFile, row: DumpRow): MappedRow {
  const fields = new RowFields(row, `${file}.xml`);
  switch (file) {
    case 'Users':
      return mapUser(fields);
    case 'Posts':
      return mapPost(fields);
    case 'Votes':
      return mapVote(fields);
    case 'Comments':
      return { event: event('comment', 'comment', fields, { at: fields.time('CreationDate'), viewer: 'UserId', content: 'PostId' }) };
    case 'Badges':
      return {
        event: {
          ...event('badge', 'external', fields, { at: fields.time('Date'), viewer: 'UserId' }),
          detail: { badge: fields.text('Name') ?? '' },
        },
      };
    case 'Tags':
      return { event: event('tag', 'external', fields, {}) };
  }
}

/** Whether a row of Posts.xml is an answer. */
export function isAnswer(row: DumpRow): boolean {
  return postKinds[row['PostTypeId'] ?? ''] === 'answer';
}

function mapUser(fields: RowFields): MappedRow {
  const joinedAt = fields.time('CreationDate');
  const id = platformId('user', fields.id('Id'));
  return {
    event: event('user', 'external', fields, { at: joinedAt, viewer: 'Id' }),
    person: { id, name: fields.text('DisplayName') ?? `user ${fields.id('Id')}`, joinedAt },
  };
}

function mapPost(fields: RowFields): MappedRow {
  const kind = postKinds[fields.id('PostTypeId')] ?? 'wiki';
  const at = fields.time('CreationDate');
  const owner = fields.optionalId('OwnerUserId');
  const parent = fields.optionalId('ParentId');
  const post: MappedPost = {
    id: platformId('post', fields.id('Id')),
    creator: owner && platformId('user', owner),
    parent: parent && platformId('post', parent),
    kind,
    title: fields.text('Title') ?? '',
    body: fields.text('Body') ?? '',
    tags: tagsOf(fields.text('Tags') ?? ''),
    publishedAt: at,
  };
  // An answer is content of its own and also a comment on its question.
  if (kind === 'answer') return { post, event: event('answer', 'comment', fields, { at, viewer: 'OwnerUserId', content: 'ParentId' }) };
  const outcome = kind === 'question' ? 'post' : 'external';
  return { post, event: event(kind, outcome, fields, { at, viewer: 'OwnerUserId', content: 'Id' }) };
}

function mapVote(fields: RowFields): MappedRow {
  const mapped = event('vote', voteKind(fields.id('VoteTypeId')), fields, {
    at: fields.time('CreationDate'),
    viewer: 'UserId',
    content: 'PostId',
  });
  return { event: { ...mapped, detail: { voteType: Number(fields.id('VoteTypeId')) }, notBeforeContent: true } };
}

function event(
  row: 'user' | 'tag' | 'question' | 'answer' | 'wiki' | 'comment' | 'badge' | 'vote',
  kind: MappedEvent['kind'],
  fields: RowFields,
  from: { at?: Instant; viewer?: string; content?: string },
): MappedEvent {
  const viewer = from.viewer && fields.optionalId(from.viewer);
  const content = from.content && fields.id(from.content);
  return {
    id: `${row}:${fields.id('Id')}`,
    kind,
    at: from.at,
    viewer: viewer ? platformId('user', viewer) : undefined,
    content: content ? platformId('post', content) : undefined,
    notBeforeContent: false,
  };
}

/** Both ways dumps write tags: `<a><b>` and `|a|b|`. */
function tagsOf(text: string): string[] {
  return text.split(/[<>|]+/).filter((tag) => tag !== '');
}
