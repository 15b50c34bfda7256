import { DumpError } from '@flywheel/ingest';

/**
 * Says on stderr why a tool that reads a dump refuses, and returns its exit code: 2 called wrongly (with the usage), 3 the dump cannot be
 * used. Anything else is a defect and is thrown on.
 */
export function tellRefusal(error: unknown, usage: string): number {
  const misused = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!misused && !(error instanceof DumpError)) throw error;
  console.error(misused ? `${error.message}\n${usage}` : error.message);
  return misused ? 2 : 3;
}
