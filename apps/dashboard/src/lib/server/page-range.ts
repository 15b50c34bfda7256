import type { RequestEvent } from '@sveltejs/kit';
import type { WorldView } from '@flywheel/http/world';
import { readRange, type Comparison, type RangeView, type Span } from '#lib/api/range.ts';
import { rangeText } from '#lib/format/range-text.ts';

/** The range that a page covers, read from its address; "today" is the world's day, never this machine's. */
export function pageRange(event: Pick<RequestEvent, 'url'>, world: WorldView, defaultCompare: Comparison = 'previous'): RangeView {
  const zone = 'UTC';
  const range = readRange(event.url.searchParams, world.now.slice(0, 10), defaultCompare);
  const words = (span: Span) => rangeText(span.from, span.to);
  return { ...range, zone, text: words(range), previousText: range.previous && words(range.previous) };
}
