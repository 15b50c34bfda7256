/**
 * A failure whose message is one clear sentence for the person at the terminal.
 * The entry scripts print it alone; any other error is a defect and keeps its stack.
 */
export class Sentence extends Error {}

/** Prints a failure (a `Sentence` alone, anything else with its stack) on stderr and ends the process with code 1. */
export const endWith = (error) => {
  console.error(error instanceof Sentence ? `\n${error.message}` : error);
  process.exit(1);
};

/** Turns the operating system's "no space left" into a sentence; returns every other error as it is. */
export const explainFullDisk = (error, folder) =>
  error?.code === 'ENOSPC' || /No space left on device/.test(String(error?.message ?? error))
    ? new Sentence(`The disk is full: no space left for ${folder}. Free some space (about 1 GB) and start again.`)
    : error;
