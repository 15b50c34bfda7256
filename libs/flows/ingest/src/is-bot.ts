import type { EngagementEvent } from '@flywheel/events';
import { isbot } from 'isbot';

/** What isbot's list lets pass: libraries and previews that are nobody's device. */
const declared =
  /bot\b|bot\/|crawl|spider|slurp|headless|phantomjs|curl\/|wget\/|python-requests|go-http-client|facebookexternalhit|preview/i;

/**
 * Whether an event comes from a program that says so, by the platform's flag or by its user agent: one signal of several, for bots that do
 * not say so are found by what they do (measurement/quality).
 */
export function isBot({ context }: EngagementEvent): boolean {
  const agent = context?.userAgent;
  return context?.bot === true || (agent !== undefined && (declared.test(agent) || isbot(agent)));
}
