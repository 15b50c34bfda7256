import { packRecord } from '@flywheel/auction/record';
import { packSlots, type DecisionRow } from '@flywheel/database/decisions';
import { packedPerson } from './audience.ts';
import type { MemoryState } from './core/memory-state.ts';
import type { Deciding } from './deciding.ts';
import type { ServingMemory } from './serving-memory.ts';

/** The number of the rules of deciding themselves: raised when the same inputs would lead to another outcome. */
export const engineVersion = 1;

/** Packs all that is kept of a decision; the person's part apart from the rest. */
export function decisionRow(deciding: Deciding, memory: ServingMemory, state: MemoryState, tookUs: number): DecisionRow {
  const { decision, now, seed, draws, audience, snapshot, facts, placements, slots } = deciding;
  const { viewer } = audience;
  const caps = state.capReads.length === 0 ? noReads : state.capReads;
  const versions = { engine: engineVersion, config: snapshot.configVersion, model: memory.model.version, pacing: memory.pacing.version };
  const record = packRecord({
    decision,
    decidedAt: now,
    tookUs,
    mode: audience.mode,
    seed,
    explored: draws !== undefined,
    versions,
    context: JSON.stringify(facts),
    caps: viewer ? noReads : caps,
    placements,
  });
  return {
    decision,
    decidedAt: now,
    configVersion: versions.config,
    modelVersion: versions.model,
    pacingVersion: versions.pacing,
    indexBuild: snapshot.index.build,
    record,
    slots: slots.length === 0 ? noSlots : packSlots(slots),
    viewer: viewer && {
      viewer: viewer.viewer,
      dataKey: viewer.dataKey,
      part: packedPerson(viewer, facts, memory)(caps),
    },
  };
}

const noReads: [] = [];
const noSlots = packSlots([]);
