import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Said, Stand } from './orders.ts';

const program = fileURLToPath(new URL('decider.ts', import.meta.url));

/** Deciders in processes of their own. One that is killed is started again under its name, as an operator's supervisor would. */
export class Fleet {
  readonly asked = new Map<string, number>();
  readonly filled = new Map<string, number>();
  late: string[] = [];
  kills = 0;
  private readonly members = new Map<string, ChildProcess>();
  private stand: Omit<Stand, 'name'>;

  constructor(stand: Omit<Stand, 'name'>) {
    this.stand = stand;
  }

  start(deciders: number): void {
    for (let n = 0; n < deciders; n += 1) this.launch(`decider-${n}`);
  }

  /** kill -9: no drain, no last record, its leases stay as they are. */
  async kill(name: string): Promise<void> {
    const member = this.members.get(name);
    if (!member) throw new Error(`there is no ${name}`);
    const gone = new Promise((resolve) => member.once('exit', resolve));
    member.kill('SIGKILL');
    await gone;
    this.kills += 1;
    this.launch(name);
  }

  advance(offset: number): void {
    this.stand = { ...this.stand, offset };
    this.order({ offset });
  }

  async stop(): Promise<void> {
    const gone = [...this.members.values()].map((member) => new Promise((resolve) => member.once('exit', resolve)));
    this.order({ stop: true });
    await Promise.all(gone);
  }

  private order(order: Order): void {
    for (const member of this.members.values()) member.send(order);
  }

  private launch(name: string): void {
    const member = fork(program, [], {
      execArgv: ['--conditions=source', '--no-warnings'],
      env: { ...process.env, OVERSPEND_STAND: JSON.stringify({ ...this.stand, name } satisfies Stand) },
      serialization: 'json',
    });
    member.on('message', (said) => this.hear(said as Said));
    this.members.set(name, member);
  }

  private hear({ placement, asked, filled, late }: Said): void {
    this.asked.set(placement, (this.asked.get(placement) ?? 0) + asked);
    this.filled.set(placement, (this.filled.get(placement) ?? 0) + filled);
    this.late.push(...late);
  }
}
