/** Builds through Nx (cached by content); a start with nothing changed does not even ask Nx. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endChild } from './child.mjs';
import { beforeEnd } from './lifecycle.mjs';
import { startStep } from './progress.mjs';
import { Sentence, explainFullDisk } from './sentence.mjs';
import { inside, root } from './workspace.mjs';

const skipped = new Set(['node_modules', 'dist', 'build', '.svelte-kit', 'paraglide', 'test-results']);
const stampFile = inside('.nx/flywheel-build');
const outputs = ['apps/api/dist/main.js', 'apps/dashboard/build/handler.js'];

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(file) : [file];
  });

/** Changes when any input of the build changes its name, size or time; tests are no input. */
const fingerprint = () => {
  const hash = createHash('sha256');
  const top = ['package-lock.json', 'nx.json', 'tsconfig.json', 'tsconfig.base.json'].map((name) => inside(name));
  for (const file of [...filesBelow(inside('libs')), ...filesBelow(inside('apps')), ...top].sort()) {
    if (file.endsWith('.test.ts') || file.endsWith('.md')) continue;
    const { size, mtimeMs } = statSync(file);
    hash.update(`${path.relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
};

const runNx = (step) =>
  new Promise((resolve, reject) => {
    const nx = [inside('node_modules/nx/dist/bin/nx.js'), 'run-many', '--targets=build', '--output-style=stream', '--parallel=2'];
    const child = spawn(process.execPath, nx, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NX_DAEMON: 'false',
        NX_TUI: 'false',
        NX_NO_CLOUD: 'true',
        NX_ISOLATE_PLUGINS: 'false',
        NO_COLOR: '1',
        NODE_ENV: 'production',
      },
    });
    beforeEnd(() => endChild(child));
    let said = '';
    const listen = (chunk) => {
      said = (said + chunk).slice(-20_000);
      const running = /dashboard:build/.test(said) ? 'pages,' : 'programs,';
      step.at(running);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', listen);
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(explainFullDisk(new Sentence(`The build failed:\n${said.trim()}`), root)),
    );
  });

/** Builds what changed. Refuses with the compilers' own words. */
export const ensureBuilt = async () => {
  const wanted = fingerprint();
  const whole = outputs.every((file) => existsSync(inside(file)));
  if (whole && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  const step = startStep('Building');
  try {
    await runNx(step);
  } catch (error) {
    step.failed();
    throw error;
  }
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
  step.done();
};
