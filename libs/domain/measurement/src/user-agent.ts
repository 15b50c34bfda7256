/** Who claims to call: read from the user agent alone, one signal among several. */
export type Caller = 'browser' | 'robot' | 'undeclared';

const robot =
  /\b[a-z]*(?<!cu)bot\b|crawl|spider|slurp|headless|phantomjs|curl\/|wget\/|python|java\/|go-http|libwww|scrapy|axios\/|node-fetch/i;

/** `undeclared` when no user agent came: a platform's own server speaks for its viewer and is not judged by it. */
export function callerOf(userAgent: string | undefined): Caller {
  if (userAgent === undefined || userAgent === '') return 'undeclared';
  return robot.test(userAgent) ? 'robot' : 'browser';
}
