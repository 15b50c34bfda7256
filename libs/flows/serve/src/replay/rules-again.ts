import { floorFor } from '@flywheel/auction';
import type { RecordedPlacement, RecordedRules } from '@flywheel/auction/record';
import type { Micros } from '@flywheel/primitives';
import type { Facts } from '@flywheel/targeting';
import { placementRules } from '../snapshot.ts';
import type { ReplayWorld } from './replay-world.ts';

/** Rules that a what-if puts in the place of the configured ones. */
export type RuleOverrides = { rule?: RecordedRules['rule'] | undefined; floorMicros?: Micros | undefined };

/** The rules a placement was sold under, from its configuration then; slots and what was displaced are what was asked. */
export function rulesAgain(
  { placement, facts }: { placement: RecordedPlacement; facts: Facts },
  world: ReplayWorld,
  { rules }: { rules?: RuleOverrides | undefined },
): RecordedRules {
  const { rule, positionPpm, incrementMicros, floors, floorMicros } = placementRules(world.placements, placement.placement);
  const place = {
    placement: placement.placement,
    format: placement.format,
    country: facts.country?.[0],
    device: facts.device?.[0],
  };
  const configured = floors.length === 0 ? undefined : floorFor(floors, place);
  return {
    rule: rules?.rule ?? rule,
    slots: placement.rules.slots,
    positionPpm,
    floorMicros: rules?.floorMicros ?? configured ?? floorMicros,
    incrementMicros,
    displacedMicros: placement.rules.displacedMicros,
  };
}
