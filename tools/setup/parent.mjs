/** Notices the death of the process that started this one, however it died. */
const everyMs = 500;

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
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, everyMs);
  timer.unref();
};
