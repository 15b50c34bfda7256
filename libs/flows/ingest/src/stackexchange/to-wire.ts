import { purposes, type ContentMetadata, type CreatorMetadata, type EngagementEvent, type ViewerMetadata } from '@flywheel/events';
import type { Instant } from '@flywheel/primitives';
import type { MappedEvent, MappedPerson, MappedPost } from './map-rows.ts';

const iso = (at: Instant): string => new Date(at).toISOString();

/** A person of a public dump is taken to have agreed to every purpose: a stated assumption of the import. */
export function toViewer(person: MappedPerson): ViewerMetadata {
  return { id: person.id, purposes: [...purposes], joinedAt: iso(person.joinedAt) };
}

/** The same person as somebody who writes. */
export function toCreator(person: MappedPerson): CreatorMetadata {
  return { id: person.id, name: person.name.slice(0, 200), joinedAt: iso(person.joinedAt) };
}

/** A post as content: its writer and its question only where the dump still has them; an answer carries its question's tags. */
export function toContent(
  post: MappedPost,
  site: { known: ReadonlySet<string>; questions: ReadonlyMap<string, readonly string[]> },
): ContentMetadata {
  const question = site.questions.get(post.parent ?? '');
  return {
    id: post.id,
    ...(post.creator && site.known.has(post.creator) ? { creator: post.creator } : {}),
    ...(post.parent && question ? { parent: post.parent } : {}),
    kind: post.kind,
    title: post.title,
    text: post.body,
    tags: [...(question ?? post.tags)],
    media: [],
    recommendable: post.kind !== 'wiki',
    publishedAt: iso(post.publishedAt),
  };
}

/** A mapped event on the wire: nobody's where its person is gone, and never before the content it is about. */
export function toEvent(
  event: MappedEvent,
  site: { known: ReadonlySet<string>; times: ReadonlyMap<string, Instant>; siteStart: Instant },
): EngagementEvent {
  const at = Math.max(event.at ?? site.siteStart, event.notBeforeContent ? (site.times.get(event.content ?? '') ?? 0) : 0);
  return {
    v: 1,
    id: event.id,
    kind: event.kind,
    at: iso(at),
    ...(event.viewer && site.known.has(event.viewer) ? { viewer: event.viewer } : {}),
    ...(event.content ? { content: event.content } : {}),
    ...(event.detail ? { detail: { ...event.detail } } : {}),
  };
}
