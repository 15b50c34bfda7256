/**
 * Who claims to call, read from the user agent alone: one signal among several. `undeclared`: none was sent; a platform's own server
 * speaks for its viewer and is not judged by it. `unknown`: neither a browser nor an app's framework, nor a robot that says so.
 */
export type Caller = 'browser' | 'robot' | 'undeclared' | 'unknown';

/** Browsers and web views say Mozilla; apps speak through the library of their system. Anything else is nobody's device. */
const device =
  /^Mozilla\/5\.0 \(|^Opera\/|^Dalvik\/|\bCFNetwork\/|\bokhttp\/|\bCronet\/|\bDart\/|\bAndroidDownloadManager\/|\bExoPlayer\w*\//;

/** The caller behind a user agent; `saysRobot`: what the list of robots answers for it. */
export function callerOf(userAgent: string | undefined, saysRobot: (userAgent: string) => boolean): Caller {
  if (userAgent === undefined || userAgent === '') return 'undeclared';
  if (saysRobot(userAgent)) return 'robot';
  return device.test(userAgent) ? 'browser' : 'unknown';
}
