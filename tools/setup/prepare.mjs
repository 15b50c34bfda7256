/** The set-up that every command shares: packages, a Node.js new enough, the build. */
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { endAll, endOnSignals } from './lifecycle.mjs';
import { ensureNode } from './node-version.mjs';
import { Sentence, explainFullDisk } from './sentence.mjs';
import { root } from './workspace.mjs';

/** Prints a failure (a sentence alone, a defect with its stack) and ends everything. */
const fail = (thrown) => {
  const error = explainFullDisk(thrown, root);
  console.error(error instanceof Sentence ? `\n${error.message}` : error);
  return endAll(1);
};

/** Prepares, then calls `main` with the arguments of the command; whatever fails ends all that was begun. */
export const prepareAndRun = async (main, { build = true } = {}) => {
  try {
    await ensureInstalled();
    await ensureNode();
    endOnSignals();
    process.on('unhandledRejection', fail).on('uncaughtException', fail);
    if (build) await ensureBuilt();
    await main(process.argv.slice(2));
  } catch (error) {
    await fail(error);
  }
};
