import type { EngagementEvent } from '@flywheel/events';

const declared =
  /bot\b|bot\/|crawl|spider|slurp|headless|phantomjs|curl\/|wget\/|python-requests|go-http-client|facebookexternalhit|preview/i;

/** Whether an event comes from a program that says so, by the platform's flag or by its user agent. Undeclared bots need measurement. */
export function isBot({ context }: EngagementEvent): boolean {
  return context?.bot === true || (context?.userAgent !== undefined && declared.test(context.userAgent));
}
