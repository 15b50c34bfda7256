import type { DecisionRequest } from '@flywheel/http/decisions';
import { mayTargetByInterest } from '@flywheel/privacy';
import { keyedHash, utcDay, type Instant } from '@flywheel/primitives';
import type { Facts } from '@flywheel/targeting';
import type { KnownViewer, People } from './people.ts';

/** full: the person agreed to ads by interest; contextual: only where he is counts, not who he is. */
export type PrivacyMode = 'full' | 'contextual';

/** The viewer of a request as far as his consent lets anyone look. */
export type Audience = {
  mode: PrivacyMode;
  /** Undefined unless the mode is full. */
  viewer: KnownViewer | undefined;
  /** Under what frequency is counted: the pseudonym, or without consent a key of this day that nothing else knows. */
  capKey: string | undefined;
  facts: Facts;
};

/** Decides the privacy mode first and hands on nothing that it forbids. */
export function audienceOf(request: DecisionRequest, people: People, now: Instant, secret: string): Audience {
  const known = request.viewer === undefined ? undefined : people.viewer(request.viewer);
  const viewer = known && mayTargetByInterest(known.purposes) ? known : undefined;
  const context = request.context;
  return {
    mode: viewer ? 'full' : 'contextual',
    viewer,
    capKey: viewer?.viewer ?? (request.viewer === undefined ? undefined : `visit:${keyedHash(`${secret}${utcDay(now)}`, request.viewer)}`),
    facts: {
      segment: viewer?.facts,
      country: listOf(context?.country ?? viewer?.country),
      language: listOf(context?.language ?? viewer?.language),
      device: listOf(context?.device),
      hour: new Date(now).getUTCHours(),
    },
  };
}

function listOf(value: string | undefined): string[] | undefined {
  return value === undefined ? undefined : [value];
}
