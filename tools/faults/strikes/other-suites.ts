import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Fault, Suite } from '../fault.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const tailLength = 600;

/** A suite of its own that is run as a part of this one: `npm run SCRIPT` on a database of this cluster. */
function otherSuite({ name, script, says }: { name: string; script: string; says: string }): Fault {
  const run = async ({ cluster }: Suite) => {
    const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: Record<string, string> };
    const [, file = '', ...args] = scripts[script]?.split(' ') ?? [];
    if (!existsSync(root + file) || file === '') return { skipped: `there is no npm run ${script}` };
    const database = `faults_${name.replaceAll('-', '_')}`;
    const env = { DATABASE_URL: await cluster.create(database), DATABASE_URL_FILE: '', DATA_DIR: cluster.dataDir, WORLD: 'live' };
    try {
      const from = performance.now();
      const { code, said } = await runHere([root + file, ...args], env);
      const failures = code === 0 ? [] : [`npm run ${script} ended with ${code}: ${said.slice(-tailLength)}`];
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
  script: 'drill',
  says: 'a backup is restored and compared (npm run drill)',
});

export const propertySequences: Fault = otherSuite({
  name: 'property-sequences',
  script: 'sequences',
  says: 'random sequences of every posting rule (npm run sequences)',
});

async function runHere(args: readonly string[], env: Readonly<Record<string, string>>): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [...args], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
  const code = await new Promise<number>((resolve) => child.once('exit', (ended) => resolve(ended ?? 1)));
  return { code, said };
}

function lastLine(said: string): string {
  return said.trimEnd().split('\n').at(-1) ?? '';
}
