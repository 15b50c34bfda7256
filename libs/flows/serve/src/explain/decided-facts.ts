import type { JsonText } from '@flywheel/auction/record';
import type { Facts } from '@flywheel/targeting';
import type { OpenedDecision } from './open-decision.ts';

/** What a decision knew in one placement (ordinal), from its record alone: the context, the place, and the person where he is known. */
export function decidedFacts({ record, viewer }: OpenedDecision, placement: number): Facts {
  const place = record.placements[placement]?.facts ?? '';
  const person = viewer === undefined || viewer === 'erased' ? '' : viewer.facts;
  return { ...parsed(record.context), ...parsed(place), ...parsed(person) };
}

/** JSON of the record as an object; empty text is an empty one. */
export function parsed(json: JsonText): Record<string, unknown> {
  const text = typeof json === 'string' ? json : new TextDecoder().decode(json);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
