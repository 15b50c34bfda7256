import type { LoggedEvent } from '@flywheel/database/event-log';
import type { EngagementEvent } from '@flywheel/events';
import type { Instant } from '@flywheel/primitives';
import { isBot } from './is-bot.ts';
import type { Refusal } from './quarantine-reason.ts';
import { readEvent } from './read-event.ts';

/** One event on its way: as it came, as it reads, why it is refused as far as needs no database, and what becomes of it. */
export type Draft = {
  readonly raw: unknown;
  readonly viewer: string | undefined;
  readonly event: EngagementEvent | undefined;
  readonly at: Instant;
  readonly refusal: Refusal | undefined;
  /** The refusal at last: what it refers to is known by then. */
  verdict: Refusal | undefined;
  /** As it is stored, where nothing refuses it. */
  logged: LoggedEvent | undefined;
  /** Whether it is there already. */
  copy: boolean;
};

/** The times that are accepted, both inclusive. */
export type TimeWindow = { readonly earliest: Instant; readonly latest: Instant };

/**
 * Reads an event and refuses what needs no database to be refused: its shape, its bots, its time. `notABot`: an operator says that it is
 * none.
 */
export function draftEvent(raw: unknown, window: TimeWindow, notABot = false): Draft {
  const read = readEvent(raw);
  const open = { verdict: undefined, logged: undefined, copy: false };
  if ('refusal' in read) return { raw, viewer: viewerOf(raw), event: undefined, at: 0, refusal: read.refusal, ...open };
  const { event, at } = read;
  return { raw, viewer: event.viewer, event, at, refusal: firstRefusal(event, at, window, notABot), ...open };
}

function firstRefusal(event: EngagementEvent, at: Instant, { earliest, latest }: TimeWindow, notABot: boolean): Refusal | undefined {
  if (!notABot && isBot(event)) return { reason: 'bot', field: 'context' };
  if (at > latest) return { reason: 'future', field: 'at' };
  if (at < earliest) return { reason: 'too-old', field: 'at' };
  return undefined;
}

/** Even an event that can not be read may name a person, whose consent decides whether it is kept. */
function viewerOf(raw: unknown): string | undefined {
  const viewer = (raw as { viewer?: unknown } | null)?.viewer;
  return typeof viewer === 'string' && viewer.length <= 128 && !viewer.includes('\u0000') ? viewer : undefined;
}
