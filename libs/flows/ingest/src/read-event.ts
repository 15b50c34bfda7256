import { engagementEvent, requiredFields, type EngagementEvent } from '@flywheel/events';
import type { Instant } from '@flywheel/primitives';
import { compileSchema } from './compile-schema.ts';
import type { Refusal } from './quarantine-reason.ts';

/** An event that can be read, with its time as a number; or why it can not. */
export type ReadEvent = { readonly event: EngagementEvent; readonly at: Instant } | { readonly refusal: Refusal };

const faultOf = compileSchema(engagementEvent);

/** Reads one event of any shape: its version, its fields, its time, and what its kind can not do without. */
export function readEvent(raw: unknown): ReadEvent {
  const version = (raw as { v?: unknown } | null)?.v;
  if (version !== undefined && version !== 1) return { refusal: { reason: 'unknown-version', field: 'v' } };
  const fault = faultOf(raw);
  if (fault) return refuse(fault.field);
  const event = raw as EngagementEvent;
  const at = Date.parse(event.at);
  // 30 February fits the pattern and is no day.
  if (!Number.isFinite(at) || new Date(at).getUTCDate() !== Number(event.at.slice(8, 10))) return refuse('at');
  const missing = requiredFields[event.kind].find((field) => event[field] === undefined);
  return missing ? refuse(missing) : { event, at };
}

function refuse(field: string): ReadEvent {
  return { refusal: field === '' ? { reason: 'invalid' } : { reason: 'invalid', field } };
}
