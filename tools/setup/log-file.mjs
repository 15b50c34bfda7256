/** The api's JSON lines in a file, so that a terminal shows people's words alone. */
import { closeSync, mkdirSync, openSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';

const mostBytes = 20 * 1024 * 1024;

/** Opens `file` to be appended to; one above 20 MB is emptied first. `close` it once the program that writes has its own hold. */
export const openLogFile = (file) => {
  mkdirSync(path.dirname(file), { recursive: true });
  const descriptor = openSync(file, 'a', 0o600);
  if (statSync(file).size > mostBytes) truncateSync(file);
  return { descriptor, close: () => closeSync(descriptor) };
};
