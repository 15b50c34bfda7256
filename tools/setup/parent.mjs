/** Notices the death of the process that started this one, however it died. */
import { readFileSync } from 'node:fs';

const everyMs = 500;

/** The parent and its parent: npm puts a shell between itself and its script. Elsewhere than on Linux the parent alone. */
const ancestry = () => {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return `${process.ppid}`;
  }
};

/**
 * Calls `stop` once when the starting process is gone: over the channel it opened, or, under npm, when this process was given away.
 * A process started by hand (nohup, a service) may outlive its parent and is left alone.
 */
export const watchParent = (stop) => {
  if (process.channel) {
    process.once('disconnect', stop);
    process.channel.unref();
    return;
  }
  if (!process.env.npm_lifecycle_event) return;
  const begun = ancestry();
  const timer = setInterval(() => {
    if (ancestry() === begun) return;
    clearInterval(timer);
    stop();
  }, everyMs);
  timer.unref();
};
