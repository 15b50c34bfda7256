/** Progress for people, on stderr, so that stdout stays clean for results. */
const rewrites = process.stderr.isTTY === true;
const quietMs = 5000;

/** One line of its own. */
export const say = (text) => console.error(text);

/**
 * A step that takes a while: `step.at(text)` shows how far it is (a terminal sees every change, a log file one line per 5 s),
 * `step.done(text)` closes it with the seconds it took.
 */
export const startStep = (title) => {
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
  let detail = '';
  let shownAt = began;
  const show = () => process.stderr.write(`\r\x1b[K${title} … ${detail} ${seconds()} s`);
  const timer = setInterval(() => (rewrites ? show() : say(`${title} … ${detail} ${seconds()} s`)), rewrites ? 500 : quietMs);
  timer.unref();
  if (!rewrites) say(`${title} …`);
  return {
    at: (text) => {
      detail = text;
      if (!rewrites || Date.now() - shownAt < 100) return;
      shownAt = Date.now();
      show();
    },
    done: (text = 'done') => {
      clearInterval(timer);
      say(`${rewrites ? '\r\x1b[K' : ''}${title}: ${text} in ${seconds()} s`);
    },
    failed: () => {
      clearInterval(timer);
      if (rewrites) process.stderr.write('\r\x1b[K');
    },
  };
};
