import { beaconKind, beaconRequest, type BeaconRequest } from '@flywheel/http/beacons';
import { AppProblem } from '@flywheel/http/problems';
import type { Beacon } from '@flywheel/settle';

/** What a request reports, before anyone believes it. */
export type ReadBeacon = Pick<Beacon, 'kind' | 'token' | 'occurredAt' | 'seenMs' | 'measurable' | 'part' | 'scope'>;

/** Reads the kind in the address and the body: JSON, JSON as text, or the token alone. Refuses what is neither. */
export function readBeacon(kind: string, body: string | BeaconRequest): ReadBeacon {
  const known = beaconKind.safeParse(kind);
  if (!known.success) throw new AppProblem('not-found', { field: 'kind' });
  const { occurredAt, part, ...told } = typeof body === 'string' ? readText(body) : body;
  if (part !== undefined && known.data !== 'video') throw new AppProblem('invalid-request', { field: 'part' });
  return { ...told, kind: known.data, part, occurredAt: occurredAt === undefined ? undefined : Date.parse(occurredAt) };
}

function readText(text: string): BeaconRequest {
  if (!text.startsWith('{')) return { token: text.trim() };
  const read = beaconRequest.safeParse(parsed(text));
  if (!read.success) throw new AppProblem('invalid-request', { field: read.error.issues[0]?.path.join('.') ?? '' });
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
