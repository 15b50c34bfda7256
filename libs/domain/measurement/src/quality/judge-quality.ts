import type { EngagementEvent } from '@flywheel/events';
import { instantOfId, type Id, type Instant } from '@flywheel/primitives';
import * as limits from './quality-limits.ts';
import { countIn, PersonState, type QualityState } from './quality-state.ts';

/** An event whose shape and time are good. */
export type EventToJudge = { readonly event: EngagementEvent; readonly at: Instant };

const states: ReadonlySet<string> = new Set(['like', 'dislike', 'save', 'follow', 'accept', 'hide', 'report']);

/**
 * Judges the events of one batch of a source by what the people in them did and when; undefined: nothing is wrong. Remembers them in
 * `state`. An event that comes again with its id is judged as before and counted once, as long as it is among the person's last 64.
 */
export function judgeQuality(
  events: ReadonlyArray<EventToJudge | undefined>,
  state: QualityState,
  source: string,
): Array<limits.QualityReason | undefined> {
  return events.map((own) => {
    if (!own) return undefined;
    const { event, at } = own;
    if (event.viewer === undefined) return judgeNobody(event, at, state, source);
    const person = state.people.touch(event.viewer, () => new PersonState());
    const before = person.judgedBefore(event.id);
    if (before) return before.verdict;
    const verdict = judgePerson(event, at, person);
    person.remember(event.id, verdict);
    return verdict;
  });
}

function judgeNobody(event: EngagementEvent, at: Instant, state: QualityState, source: string): limits.QualityReason | undefined {
  if (beforeItsAd(event, at)) return 'impossible-time';
  const tally = state.nobody.touch(`${source}/${event.kind}/${event.content ?? ''}`, () => ({ since: at, count: 0 }));
  return countIn(tally, at, limits.paceWindowMs) > limits.mostOfNobody ? 'flood' : undefined;
}

function judgePerson(event: EngagementEvent, at: Instant, person: PersonState): limits.QualityReason | undefined {
  const pace = countIn(person.pace, at, limits.paceWindowMs);
  const thing = event.content ?? event.creator ?? event.query ?? '';
  const deed = person.deeds.touch(`${event.kind}/${thing}`, () => ({ since: at, count: 0 }));
  const times = thing === '' ? 0 : countIn(deed, at, limits.repeatWindowMs);
  const impossible = beforeItsAd(event, at) || soonerThanItRuns(event, at, person);
  if (impossible) return 'impossible-time';
  if (pace > limits.mostEventsInWindow) return 'too-fast';
  return times > (states.has(event.kind) ? limits.mostOfState : limits.mostOfDeed) ? 'repeated' : undefined;
}

/** What says for which ad it is can not be older than the decision, which is in the ad's id; clocks may be two minutes apart. */
function beforeItsAd({ impression }: EngagementEvent, at: Instant): boolean {
  return impression?.[madeInTime] === '7' && at + limits.clockToleranceMs < instantOfId(impression as Id<'imp'>);
}

/** Where an id of `imp_` and a UUID says its version: of version 7 alone the first digits are a time. */
const madeInTime = 'imp_'.length + 12;

/**
 * Whether a dwell is longer than since its view began, or a film complete sooner than at four times its speed: by its own dwell, since its
 * view began, or since it was complete before. All by the sender's clock. A view begins its dwell, or its film, before it is told; one that
 * says neither says nothing.
 */
function soonerThanItRuns({ kind, content, dwellMs, durationMs }: EngagementEvent, at: Instant, person: PersonState): boolean {
  if (content === undefined) return false;
  if (kind === 'view') {
    const lasted = dwellMs ?? durationMs;
    if (lasted !== undefined) person.seen.touch(content, () => ({ began: undefined, completed: undefined })).began = at - lasted;
    return false;
  }
  if (kind !== 'dwell' && kind !== 'complete') return false;
  const seen = person.seen.peek(content);
  const since = (moment: Instant | undefined): number => elapsed(moment, at);
  if (kind === 'dwell') return dwellMs !== undefined && dwellMs > since(seen?.began);
  const own = dwellMs === undefined ? Number.POSITIVE_INFINITY : dwellMs + limits.deviceToleranceMs;
  const ran = Math.min(own, since(seen?.began), since(seen?.completed));
  person.seen.touch(content, () => ({ began: undefined, completed: undefined })).completed = at;
  return durationMs !== undefined && durationMs > ran * limits.fastestPlay;
}

/** The time since a moment and what clocks may be off; without end where it is not known, or not of this visit. */
function elapsed(moment: Instant | undefined, at: Instant): number {
  if (moment === undefined || at < moment || at - moment >= limits.repeatWindowMs) return Number.POSITIVE_INFINITY;
  return at - moment + limits.deviceToleranceMs;
}
