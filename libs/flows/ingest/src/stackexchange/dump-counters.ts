import type { Tx } from '@flywheel/runtime';
import { platformIdPrefix } from './platform-id.ts';

/** Counters of an imported dump by the dump's own ids, read from stored rows and the quarantine and from nothing else. */
export type DumpCounters = {
  posts: Record<string, { score: number; comments: number; answers?: number; favorites?: number }>;
  /** Questions per tag, tags with at least one question. */
  tags: Record<string, number>;
  votes_on_missing_posts: number;
  /** All that the files held. */
  totals: Record<
    'questions' | 'answers' | 'comments' | 'votes' | 'up_votes' | 'down_votes' | 'favorites' | 'accepted' | 'users' | 'badges',
    number
  >;
  /** What fell on existing posts. */
  applied: Record<'up_votes' | 'down_votes' | 'favorites' | 'accepted', number>;
};

/** What marks the rows of a dump in the event log and the quarantine. */
export const dumpSource = 'stackexchange';

type PostRow = { id: string; kind: string; score: number; comments: number; answers: number; favorites: number };
type RowCount = { row: string; kind: string; stored: number; quarantined: number; missing: number };

/** Reads the counters; `tx` may be any connection to the world that holds the dump. */
export async function readDumpCounters(tx: Tx): Promise<DumpCounters> {
  const posts = await tx.query<PostRow>(postsSql, [platformIdPrefix('post'), dumpSource]);
  const tags = await tx.query<{ tag: string; questions: number }>(tagsSql, [platformIdPrefix('post')]);
  const { rows } = await tx.query<RowCount>(rowsSql, [dumpSource]);
  const sum = (field: 'stored' | 'quarantined' | 'missing', row: string, kind?: string): number =>
    rows.filter((each) => each.row === row && (kind === undefined || each.kind === kind)).reduce((total, each) => total + each[field], 0);
  const held = (row: string, kind?: string): number => sum('stored', row, kind) + sum('quarantined', row, kind);
  return {
    posts: Object.fromEntries(posts.rows.map((post) => [post.id, countersOf(post)])),
    tags: Object.fromEntries(tags.rows.map(({ tag, questions }) => [tag, questions])),
    votes_on_missing_posts: sum('missing', 'vote'),
    totals: {
      questions: held('question'),
      answers: held('answer'),
      comments: held('comment'),
      votes: held('vote'),
      up_votes: held('vote', 'like'),
      down_votes: held('vote', 'dislike'),
      favorites: held('vote', 'save'),
      accepted: held('vote', 'accept'),
      users: held('user'),
      badges: held('badge'),
    },
    applied: {
      up_votes: sum('stored', 'vote', 'like'),
      down_votes: sum('stored', 'vote', 'dislike'),
      favorites: sum('stored', 'vote', 'save'),
      accepted: sum('stored', 'vote', 'accept'),
    },
  };
}

function countersOf({ kind, score, comments, answers, favorites }: PostRow): DumpCounters['posts'][string] {
  return kind === 'question' ? { score, comments, answers, favorites } : { score, comments };
}

const postsSql = `
  SELECT substr(c.platform_id, length($1) + 1) AS id, c.kind,
         (count(*) FILTER (WHERE e.event_id LIKE 'vote:%' AND e.kind = 'like')
          - count(*) FILTER (WHERE e.event_id LIKE 'vote:%' AND e.kind = 'dislike'))::int AS score,
         (count(*) FILTER (WHERE e.event_id LIKE 'comment:%'))::int AS comments,
         (count(*) FILTER (WHERE e.event_id LIKE 'answer:%'))::int AS answers,
         (count(*) FILTER (WHERE e.event_id LIKE 'vote:%' AND e.kind = 'save'))::int AS favorites
  FROM content c
  LEFT JOIN engagement_event e ON e.content_id = c.content_id AND e.source = $2
  WHERE starts_with(c.platform_id, $1)
  GROUP BY c.platform_id, c.kind
  ORDER BY length(c.platform_id), c.platform_id`;

const tagsSql = `
  SELECT tag, count(DISTINCT content_id)::int AS questions
  FROM content, unnest(tags) AS tag
  WHERE starts_with(platform_id, $1) AND kind = 'question'
  GROUP BY tag ORDER BY tag`;

// The kind of the dump's row is what stands before the colon of our event id.
const rowsSql = `
  SELECT "row", kind, sum(stored)::int AS stored, sum(quarantined)::int AS quarantined, sum(missing)::int AS missing
  FROM (
    SELECT split_part(event_id, ':', 1) AS "row", kind, count(*) AS stored, 0 AS quarantined, 0 AS missing
    FROM engagement_event WHERE source = $1 GROUP BY 1, 2
    UNION ALL
    SELECT split_part(event_id, ':', 1), coalesce(raw ->> 'kind', ''), 0, count(*), count(*) FILTER (WHERE reason = 'unknown-content')
    FROM quarantine WHERE source = $1 AND replayed_at IS NULL GROUP BY 1, 2
  ) counted
  GROUP BY "row", kind`;
