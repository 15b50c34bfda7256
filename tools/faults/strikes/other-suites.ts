import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Fault, Outcome, Skipped, Suite } from '../fault.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const tailLength = 600;

type OtherSuite = { name: string; says: string; missing: string; command(): readonly string[] | undefined };

/** A suite of its own that is run as a part of this one, on a database of this cluster; `command` is undefined where it is not there. */
function otherSuite({ name, says, missing, command }: OtherSuite): Fault {
  const run = async ({ cluster }: Suite): Promise<Outcome | Skipped> => {
    const args = command();
    if (args === undefined) return { skipped: missing };
    const database = `faults_${name.replaceAll('-', '_')}`;
    const url = await cluster.create(database);
    const env = { DATABASE_URL: url, TEST_DATABASE_URL: url, DATABASE_URL_FILE: '', DATA_DIR: cluster.dataDir, WORLD: 'live' };
    try {
      const from = performance.now();
      const { code, said } = await runHere(args, env);
      const failures = code === 0 ? [] : [`it ended with ${code}: ${said.slice(-tailLength)}`];
      const recoverySeconds = [(performance.now() - from) / 1000];
      return { acked: 0, lost: 0, doubled: 0, overspentMicros: 0n, recoverySeconds, failures, note: lastLine(said) };
    } finally {
      await cluster.drop(database);
    }
  };
  return { name, says, run };
}

export const backupDrill: Fault = otherSuite({
  name: 'backup-drill',
  says: 'a backup is restored and compared (npm run drill)',
  missing: 'there is no npm run drill',
  command: () => {
    const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: Record<string, string> };
    return scripts['drill']?.split(' ').slice(1);
  },
});

const histories = 'tests/scenarios/finance/random-histories-keep-the-books-true.test.ts';

export const propertySequences: Fault = otherSuite({
  name: 'property-sequences',
  says: 'random histories of every posting rule',
  missing: 'there is no test of random histories',
  command: () => (existsSync(root + histories) ? ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', histories] : undefined),
});

async function runHere(args: readonly string[], env: Readonly<Record<string, string>>): Promise<{ code: number; said: string }> {
  const options = { cwd: root, env: { ...process.env, ...env, NO_COLOR: '1' } };
  const child = spawn(process.execPath, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
  const code = await new Promise<number>((resolve) => child.once('exit', (ended) => resolve(ended ?? 1)));
  return { code, said };
}

function lastLine(said: string): string {
  return said.trimEnd().split('\n').at(-1) ?? '';
}
