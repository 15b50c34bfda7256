import type { EngagementEvent } from '@flywheel/events';
import { instantOfId, type Id, type Instant } from '@flywheel/primitives';
import * as limits from './quality-limits.ts';
import type { PersonState, QualityState } from './quality-state.ts';
import type { RecentPairs } from './recent-pairs.ts';
import { saltedHash } from './salted-hash.ts';

/** An event whose shape and time are good, told by `source`. */
export type EventToJudge = { readonly event: EngagementEvent; readonly at: Instant; readonly source: string };

const states: ReadonlySet<string> = new Set(['like', 'dislike', 'save', 'follow', 'accept', 'hide', 'report']);

/**
 * Judges an event by what the person in it did and when; undefined: nothing is wrong. Remembers it in `state`: who calls sees to it that
 * the person agreed. An event that comes again with its id is judged as before and counted once, as long as it is among the person's
 * last 64 (by 32 bits of its id: two are taken for one in 70 million).
 */
export function judgeQuality({ event, at, source }: EventToJudge, state: QualityState): limits.QualityReason | undefined {
  if (event.viewer === undefined) return judgeNobody(event, at, state, source);
  const person = state.people.touch(state.keyOf(event.viewer));
  const id = state.keyOf(event.id);
  const before = person.placeOf(id);
  if (before >= 0) return person.verdictAt(before);
  const thing = event.content ?? event.creator ?? event.query;
  const verdict = judgePerson(event, at, person, thing === undefined ? undefined : state.keyOf(thing));
  person.remember(id, verdict);
  return verdict;
}

function judgeNobody(event: EngagementEvent, at: Instant, state: QualityState, source: string): limits.QualityReason | undefined {
  if (beforeItsAd(event, at)) return 'impossible-time';
  const told = saltedHash(event.kind, saltedHash(source, state.keyOf(event.content ?? '')));
  return state.nobody.touch(told).add(at, limits.paceWindowMs) > limits.mostOfNobody ? 'flood' : undefined;
}

function judgePerson(
  event: EngagementEvent,
  at: Instant,
  person: PersonState,
  thing: number | undefined,
): limits.QualityReason | undefined {
  const pace = person.pace.add(at, limits.paceWindowMs);
  const times = thing === undefined ? 0 : timesDone(person.deeds, person.deeds.touch(saltedHash(event.kind, thing)), at);
  const impossible = beforeItsAd(event, at) || soonerThanItRuns(event, at, person.seen, thing);
  if (impossible) return 'impossible-time';
  if (pace > limits.mostEventsInWindow) return 'too-fast';
  if (times <= limits.mostOfState) return undefined;
  return times > (states.has(event.kind) ? limits.mostOfState : limits.mostOfDeed) ? 'repeated' : undefined;
}

function timesDone({ first: since, second: count }: RecentPairs, place: number, at: Instant): number {
  const goesOn = Math.abs(at - (since[place] ?? Number.NaN)) < limits.repeatWindowMs;
  if (!goesOn) since[place] = at;
  return (count[place] = goesOn ? (count[place] ?? 0) + 1 : 1);
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
function soonerThanItRuns(event: EngagementEvent, at: Instant, seen: RecentPairs, thing: number | undefined): boolean {
  const { kind, content, dwellMs, durationMs } = event;
  if (content === undefined || thing === undefined) return false;
  if (kind === 'view') {
    const lasted = dwellMs ?? durationMs;
    if (lasted !== undefined) seen.first[seen.touch(thing)] = at - lasted;
    return false;
  }
  if (kind !== 'dwell' && kind !== 'complete') return false;
  const known = seen.find(thing);
  const sinceBegan = known < 0 ? Number.POSITIVE_INFINITY : elapsed(seen.first[known], at);
  if (kind === 'dwell') return dwellMs !== undefined && dwellMs > sinceBegan;
  const own = dwellMs === undefined ? Number.POSITIVE_INFINITY : dwellMs + limits.deviceToleranceMs;
  const ran = Math.min(own, sinceBegan, known < 0 ? Number.POSITIVE_INFINITY : elapsed(seen.second[known], at));
  seen.second[seen.touch(thing)] = at;
  return durationMs !== undefined && durationMs > ran * limits.fastestPlay;
}

/** The time since a moment and what clocks may be off; without end where it is not known (NaN), or not of this visit. */
function elapsed(moment: Instant = Number.NaN, at: Instant): number {
  const passed = at - moment;
  return passed >= 0 && passed < limits.repeatWindowMs ? passed + limits.deviceToleranceMs : Number.POSITIVE_INFINITY;
}
