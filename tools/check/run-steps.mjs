/** Runs steps as child processes, two at a time, and tells how long each took. */
import { spawn } from 'node:child_process';
import { root } from '../setup/workspace.mjs';

const atOnce = 2;
const running = new Set();
const end = () => {
  for (const child of running) child.kill();
  process.exit(143);
};

const runStep = ({ name, command, args, cwd = root }) =>
  new Promise((resolve) => {
    const began = performance.now();
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
    });
    running.add(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (said += chunk));
    const close = (passed) => {
      running.delete(child);
      resolve({ name, passed, said: said.trim(), seconds: (performance.now() - began) / 1000 });
    };
    child.once('error', (error) => {
      said += error.message;
      close(false);
    });
    child.once('close', (code) => close(code === 0));
  });

/** Runs every step once those named in its `after` have ended; calls `tell` at each end and returns the results in the given order. */
export const runSteps = async (steps, tell) => {
  process.once('SIGTERM', end).once('SIGINT', end);
  const results = new Map();
  const waiting = [...steps];
  const lane = async () => {
    while (waiting.length > 0) {
      const at = waiting.findIndex(({ after = [] }) => after.every((name) => results.has(name)));
      if (at < 0) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      const [step] = waiting.splice(at, 1);
      const result = await runStep(step);
      results.set(step.name, result);
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  process.off('SIGTERM', end).off('SIGINT', end);
  return steps.map(({ name }) => results.get(name));
};
