import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Part } from '../../part.ts';
import { matchingLines } from './matching-lines.ts';
import type { MatchingResult } from './measure-matching.ts';

// A million campaigns as objects take about 3 GB.
const heapMegabytes = 12_288;

/** P2: matching and auction in memory, in a process of its own with room for the objects of the naive engine. */
export const matchingPart: Part = async ({ sizes, tell }) => {
  const script = fileURLToPath(new URL('child.ts', import.meta.url));
  const execArgv = [...process.execArgv, `--max-old-space-size=${heapMegabytes}`];
  const child = fork(script, [sizes.join(',')], { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let result: MatchingResult | undefined;
  child.on('message', (message: { line: string } | { result: MatchingResult }) => {
    if ('line' in message) tell(message.line);
    else result = message.result;
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (!result) throw new Error(`The matching bench ended with ${code} and no result.`);
  return { lines: matchingLines(result), json: result };
};
