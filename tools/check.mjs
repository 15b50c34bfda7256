/** `npm run check`: format, lint, types, architecture, the drawing, the rooms' set-up and the lock. `-- lint types` runs only those. */
import { prepareAndRun } from './setup/prepare.mjs';

const line = ({ name, passed, said, seconds }) => {
  const skipped = passed ? /^skipped.*/m.exec(said)?.[0] : undefined;
  return `${passed ? 'ok    ' : 'FAILED'} ${name.padEnd(26)} ${seconds.toFixed(1).padStart(5)} s  ${skipped ?? ''}`.trimEnd();
};

const check = async (names) => {
  const { steps } = await import('./check/steps.mjs');
  const { runSteps } = await import('./check/run-steps.mjs');
  const { Sentence } = await import('./setup/sentence.mjs');
  const chosen = steps.filter(({ name }) => names.length === 0 || names.includes(name));
  if (chosen.length === 0) throw new Sentence(`There is no such step; there are: ${steps.map(({ name }) => name).join(', ')}.`);
  const alone = chosen.map((step) => ({ ...step, after: step.after?.filter((name) => chosen.some((each) => each.name === name)) }));

  const began = performance.now();
  const results = await runSteps(alone, (result) => console.log(line(result)));
  const failed = results.filter(({ passed }) => !passed);
  for (const { name, said } of failed) console.log(`\n──── ${name}\n${said}`);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`\n${failed.length === 0 ? 'All clean' : `Not clean: ${failed.map(({ name }) => name).join(', ')}`} (${seconds} s)`);
  process.exit(failed.length === 0 ? 0 : 1);
};

await prepareAndRun(check, { build: false });
