import type { RecordedRules } from '@flywheel/auction/record';
import type { DifferenceList } from './difference.ts';

/** Sets the recorded rules of a placement against what configuration and request gave then. */
export function compareRules(recorded: RecordedRules, then: RecordedRules, where: string, list: DifferenceList): void {
  const fields: ReadonlyArray<readonly [field: string, name: keyof RecordedRules]> = [
    ['rule', 'rule'],
    ['slots', 'slots'],
    ['position weights', 'positionPpm'],
    ['floor', 'floorMicros'],
    ['increment', 'incrementMicros'],
    ['displaced value', 'displacedMicros'],
  ];
  for (const [field, name] of fields) list.check({ where, field, source: 'the placement’s version' }, recorded[name], then[name]);
}
