/**
 * What a person did. `external` is what a platform counts and this product has no word for (a badge, an odd vote);
 * it never teaches an interest.
 */
export const eventKinds = [
  'view',
  'complete',
  'rewatch',
  'dwell',
  'skip',
  'like',
  'dislike',
  'comment',
  'save',
  'share',
  'follow',
  'search',
  'post',
  'accept',
  'hide',
  'report',
  'click',
  'conversion',
  'external',
] as const;

/** One of the nineteen words of `eventKinds`. */
export type EventKind = (typeof eventKinds)[number];

/** A field that some kinds can not do without. */
export type RequiredField = 'content' | 'creator' | 'query' | 'viewer' | 'dwellMs';

const onContent: readonly RequiredField[] = ['content'];

/** What a kind needs besides id, kind and time: a follow needs whom, a search what for. */
export const requiredFields: Readonly<Record<EventKind, readonly RequiredField[]>> = {
  view: onContent,
  complete: onContent,
  rewatch: onContent,
  dwell: ['content', 'dwellMs'],
  skip: onContent,
  like: onContent,
  dislike: onContent,
  comment: onContent,
  save: onContent,
  share: onContent,
  follow: ['creator'],
  search: ['query'],
  post: onContent,
  accept: onContent,
  hide: onContent,
  report: onContent,
  click: [],
  conversion: [],
  external: [],
};
