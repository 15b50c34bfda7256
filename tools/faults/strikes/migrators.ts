import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../fault.ts';
import { freePort } from '../../postgres/server.mjs';
import { Program } from '../stand/program.ts';

const processes = 5;
const migrator = fileURLToPath(new URL('../../migrate/main.ts', import.meta.url));
const api = new URL('../../../apps/api/dist/main.js', import.meta.url);

export const migrators: Fault = {
  name: 'migrators',
  says: 'five processes meet an empty database at once: one migrates, all serve',
  run: async ({ cluster }) => {
    const url = await cluster.createEmpty('faults_migrators');
    const env = { DATABASE_URL: url, DATABASE_URL_FILE: '', WORLD: 'live', DATA_DIR: cluster.dataDir, HOST: '127.0.0.1' };
    const programs: Program[] = [];
    const from = performance.now();
    const one = async (_: unknown, n: number): Promise<{ migrated: number; status: number }> => {
      const migrated = await migrate(env);
      const port = await freePort();
      const program = new Program(api, { env: { ...env, PORT: String(port) }, log: join(cluster.dataDir, `migrators-${n}.log`) });
      programs.push(program);
      await program.start();
      return { migrated, status: (await fetch(`http://127.0.0.1:${port}/health`)).status };
    };
    try {
      const answers = await Promise.all(Array.from({ length: processes }, one));
      const migrating = answers.filter(({ migrated }) => migrated > 0).length;
      const serving = answers.filter(({ status }) => status === 200).length;
      const failures = [
        ...(migrating === 1 ? [] : [`${migrating} processes migrated`]),
        ...(serving === processes ? [] : [`${serving} of ${processes} serve`]),
      ];
      const seconds = (performance.now() - from) / 1000;
      const note = `${migrating} migrated, ${serving} of ${processes} serve`;
      return { acked: serving, lost: 0, doubled: 0, overspentMicros: 0n, recoverySeconds: [seconds], failures, note };
    } finally {
      await Promise.all(programs.map((program) => program.stop()));
      await cluster.drop('faults_migrators');
    }
  },
};

/** Runs the migration program; returns how many migrations it ran. */
async function migrate(env: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, [migrator], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`a migrator ended with ${String(code)}: ${said.slice(-500)}`);
  return said.split('\n').filter((line) => line.startsWith('migrated ')).length;
}
