/** What runs is ended in the reverse order of its start, once, whatever the reason for stopping. */
import { watchParent } from './parent.mjs';
import { say } from './progress.mjs';

const closers = [];
let stopping;

const closeAll = async (code) => {
  let worst = code;
  for (const close of closers.splice(0).reverse()) {
    try {
      await close();
    } catch (error) {
      console.error(error);
      worst ||= 1;
    }
  }
  process.exit(worst);
};

/** Registers what must be done before the process ends. */
export const beforeEnd = (close) => closers.push(close);

/** Ends everything and then this process with `code`. */
export const endAll = (code) => (stopping ??= closeAll(code));

/** Whether the end has begun. */
export const isEnding = () => stopping !== undefined;

/** Signals and the death of the parent end everything in order; a second signal after a second ends this process at once. */
export const endOnSignals = () => {
  let first;
  const end = (signal, code) => {
    if (first === undefined) {
      first = Date.now();
      say(`\n${signal}: stopping …`);
      void endAll(code);
    } else if (Date.now() - first > 1000) process.exit(code);
  };
  process.on('SIGINT', () => end('Interrupted', 130));
  process.on('SIGTERM', () => end('Terminated', 143));
  // Under nohup, or with output to a file, a closed terminal is no reason to stop.
  if (process.stderr.isTTY) process.on('SIGHUP', () => end('Terminal closed', 129));
  // Nobody reads any more: that must not keep the rest from ending in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  watchParent(() => end('The starting process is gone', 1));
};
