import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { MappedPost, MappedRow } from './map-rows.ts';

/** Which of the people that these rows name exist; a deleted user's row counts for nobody. At most one chunk of ids. */
export async function knownPeople(tx: Tx, mapped: readonly MappedRow[]): Promise<ReadonlySet<string>> {
  const named = new Set(mapped.flatMap(({ event, post }) => [event.viewer ?? [], post?.creator ?? []].flat()));
  if (named.size === 0) return named;
  const { rows } = await tx.query<{ id: string }>('SELECT platform_id AS id FROM identity WHERE platform_id = ANY($1)', [[...named]]);
  return new Set(rows.map(({ id }) => id));
}

/** The questions that these posts answer, as far as they exist, with their tags. */
export async function questionTags(tx: Tx, posts: readonly MappedPost[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const parents = [...new Set(posts.flatMap((post) => post.parent ?? []))];
  if (parents.length === 0) return new Map();
  const { rows } = await tx.query<{ id: string; tags: string[] }>(
    'SELECT platform_id AS id, tags FROM content WHERE platform_id = ANY($1)',
    [parents],
  );
  return new Map(rows.map(({ id, tags }) => [id, tags]));
}

/** When the content was published that day-precise events point at. */
export async function contentTimes(tx: Tx, mapped: readonly MappedRow[]): Promise<ReadonlyMap<string, Instant>> {
  const contents = [...new Set(mapped.flatMap(({ event }) => (event.notBeforeContent && event.content ? [event.content] : [])))];
  if (contents.length === 0) return new Map();
  const { rows } = await tx.query<{ id: string; at: Date }>(
    'SELECT platform_id AS id, published_at AS at FROM content WHERE platform_id = ANY($1)',
    [contents],
  );
  return new Map(rows.map(({ id, at }) => [id, at.getTime()]));
}
