/** Runs npm for the set-up: on a Node.js that all packages accept, with progress, its failures in a sentence. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { Sentence, explainFullDisk } from './sentence.mjs';
import { inside, root } from './workspace.mjs';

/** PATH without this repository's own programs (npm must not run on a Node that it is about to replace), `first` before all. */
const outerPath = (first) =>
  [...(first ? [first] : []), ...(process.env.PATH ?? '').split(path.delimiter)]
    .filter((folder) => folder === first || !path.resolve(folder).startsWith(inside('node_modules')))
    .join(path.delimiter);

/** What npm said, as a sentence. */
export const explainNpm = (said) => {
  if (/ENOSPC|No space left/.test(said)) return explainFullDisk({ code: 'ENOSPC' }, inside('node_modules'));
  if (/EACCES|EPERM/.test(said))
    return new Sentence(`This account may not write to ${inside('node_modules')}: run it as the folder's owner.`);
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|CERT|network/.test(said))
    return new Sentence(`The npm registry cannot be reached.\n${said}`);
  return new Sentence(`npm failed:\n${said}`);
};

/** Runs `npm` with `args` in the repository; `onLines` hears what it reports. `nodeFolder` puts another Node.js first. */
export const runNpm = ({ args, onLines, nodeFolder }) =>
  new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    const child = spawn(windows ? 'npm.cmd' : 'npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'], {
      cwd: root,
      shell: windows,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PATH: outerPath(nodeFolder) },
    });
    const end = () => process.exit(143);
    const kill = () => child.kill();
    process.once('SIGTERM', end).once('exit', kill); // else npm would go on alone
    let said = [];
    let rest = '';
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      said = [...said, ...lines.filter((line) => !/^npm (http|warn|verb)/i.test(line))].slice(-15);
      onLines(lines);
    });
    child.once('error', (error) =>
      reject(error.code === 'ENOENT' ? new Sentence('npm is not installed: install Node.js 18 or later with npm.') : error),
    );
    child.once('close', (code) => {
      process.off('SIGTERM', end).off('exit', kill);
      if (code === 0) resolve();
      else reject(explainNpm([...said, rest].join('\n').trim()));
    });
  });
