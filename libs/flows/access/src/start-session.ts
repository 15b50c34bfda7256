import { insertSession, appendAudit } from '@flywheel/database/access';
import type { Id, Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { hashSecret, newSecret } from './secrets.ts';

/** Begins a session and returns its token: 256 random bits, known to the browser alone. Every sign-in gets a new one. */
export async function startSession(
  tx: Tx,
  person: Id<'usr'>,
  way: 'password' | 'demo-tile' | 'sign-up' | 'bootstrap',
  now: Instant,
): Promise<string> {
  const token = newSecret('');
  await insertSession(tx, { tokenHash: hashSecret(token), person, now });
  await appendAudit(tx, { actor: person, action: 'signed-in', subject: person, detail: { way }, now });
  return token;
}
