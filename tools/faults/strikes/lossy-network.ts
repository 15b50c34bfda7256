import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Fault, Outcome, Skipped, Suite } from '../fault.ts';
import { underLoad } from '../under-load.ts';

const program = fileURLToPath(new URL('../main.ts', import.meta.url));
const netem = 'tc qdisc add dev lo root netem delay 2ms 1ms loss 1% duplicate 1%';
const own = 'ip link set lo up';

/** Everything in a network of its own whose packets are lost, late and doubled; the machine's loopback stays as it is. */
export const lossyNetwork: Fault = {
  name: 'lossy-network',
  says: 'packets between senders, api and database are lost (1 %), doubled (1 %) and late, in a network namespace of their own (tc netem)',
  run: async (suite) => {
    const tried = spawnSync('unshare', ['-n', 'sh', '-c', `${own} && ${netem}`]);
    if (tried.error) return { skipped: 'no unshare' };
    if (tried.status !== 0) return { skipped: `no netem: ${tried.stderr.toString().trim().split('\n')[0] ?? ''}` };
    return runInside(suite);
  },
};

/** What runs in there: the load alone; the network is what strikes. */
export const insideNetwork: Fault = {
  name: 'inside-network',
  says: 'the load of lossy-network',
  run: (suite) => underLoad(suite, { name: 'inside-network', strike: async () => [] }),
};

/** A second run of the suite, in there, with a cluster of its own. */
async function runInside({ seed, least }: Suite): Promise<Outcome | Skipped> {
  const again = [
    process.execPath,
    '--no-warnings',
    program,
    '--only',
    insideNetwork.name,
    '--seed',
    seed,
    '--acked',
    String(least),
    '--json',
  ];
  const child = spawn('unshare', ['-n', 'sh', '-c', `${own} && ${netem} && exec "$@"`, 'sh', ...again], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
  await new Promise((resolve) => child.once('exit', resolve));
  const { lines } = JSON.parse(said) as { lines: Array<{ result: Outcome | { broke: string } }> };
  const result = lines[0]?.result;
  if (!result || 'broke' in result) throw new Error(result?.broke ?? 'the run inside said nothing');
  return { ...result, overspentMicros: BigInt(result.overspentMicros) };
}
