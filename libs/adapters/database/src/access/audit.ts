import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Appends what was done, by whom (`usr_…`, `key_…`, `system`) and to what; `detail` holds no secret and no address. */
export async function appendAudit(
  tx: Tx,
  event: { actor: string; action: string; subject: string; detail?: object; now: Instant },
): Promise<void> {
  await tx.query('INSERT INTO audit_event (at, actor, action, subject, detail) VALUES ($1, $2, $3, $4, $5)', [
    new Date(event.now),
    event.actor,
    event.action,
    event.subject,
    JSON.stringify(event.detail ?? {}),
  ]);
}
