import { CreatePerson } from '@flywheel/access';
import { OpenAccount, TopUpAccount } from '@flywheel/advertise';
import type { Database } from '@flywheel/database';
import type { HeldRole } from '@flywheel/http/roles';
import { micros, type Id, type Random } from '@flywheel/primitives';
import type { Server } from './child.ts';

/** An answer of the api that was not refused. */
export type Asked = { headers: Headers; body: unknown };

const password = 'a long bench password 4711';

/** Opens an account with a million, makes its owner and signs them in. */
export async function openOwner(
  database: Database,
  { name, server, random }: { name: string; server: Server; random: Random },
): Promise<OwnerSession> {
  const stamp = { now: database.clock.now(), actor: 'system' };
  const { account } = await new OpenAccount(database, random).run({ name, domain: `${name}.example`, ...stamp });
  await new TopUpAccount(database).run({ account, amountMicros: micros(1_000_000_000_000n), pspEvent: `bench ${name}`, ...stamp });
  return signedIn(database, {
    email: `owner@${name}.example`,
    role: { role: 'advertiser.owner', account },
    session: new OwnerSession(server, account),
  });
}

/** The api as an operator asks it, beside an owner. */
export async function openOperator(database: Database, { account, server }: { account: Id<'acc'>; server: Server }): Promise<OwnerSession> {
  return signedIn(database, { email: 'ops@bench.example', role: { role: 'ops' }, session: new OwnerSession(server, account) });
}

async function signedIn(
  database: Database,
  { email, role, session }: { email: string; role: HeldRole; session: OwnerSession },
): Promise<OwnerSession> {
  const person = { email, password, displayName: email, roles: [role], now: database.clock.now(), actor: 'system' };
  const made = await new CreatePerson(database).run(person);
  if (made.outcome !== 'created') throw new Error(made.reason);
  await session.signIn(email);
  return session;
}

/** The api as an advertiser's owner asks it. */
export class OwnerSession {
  readonly account: Id<'acc'>;
  private readonly server: Server;
  private cookie = '';

  constructor(server: Server, account: Id<'acc'>) {
    this.server = server;
    this.account = account;
  }

  async signIn(email: string): Promise<void> {
    const { headers } = await this.ask('POST', '/v1/session', { email, password });
    this.cookie = (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }

  /** Throws on anything but a 2xx. */
  ask(method: string, path: string, body?: unknown): Promise<Asked> {
    return this.send(method, path, body === undefined ? undefined : { type: 'application/json', text: JSON.stringify(body) });
  }

  /** The same with a body as it stands. */
  async send(method: string, path: string, body: { type: string; text: string } | undefined): Promise<Asked> {
    const answer = await fetch(`${this.server.url}${path}`, {
      method,
      headers: { cookie: this.cookie, ...(body && { 'content-type': body.type }) },
      ...(body && { body: body.text }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return { headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
  }
}
