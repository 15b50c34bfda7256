import { engagementEvent, requiredFields, type EngagementEvent } from '@flywheel/events';
import type { Instant } from '@flywheel/primitives';
import { compileSchema } from './compile-schema.ts';
import type { Refusal } from './quarantine-reason.ts';
import { readTime } from './read-time.ts';

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
  const at = readTime(event.at);
  if (at === undefined) return refuse('at');
  for (const field of requiredFields[event.kind]) if (event[field] === undefined) return refuse(field);
  return { event, at };
}

function refuse(field: string): ReadEvent {
  return { refusal: field === '' ? { reason: 'invalid' } : { reason: 'invalid', field } };
}
