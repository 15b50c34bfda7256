import { packViewerPart } from '@flywheel/auction/record';
import type { CapViewer, Decider } from '@flywheel/cache';
import type { DecisionRequest } from '@flywheel/http/decisions';
import { keyedHash, utcDay, type Instant } from '@flywheel/primitives';
import { geoAncestors, type Facts } from '@flywheel/targeting';
import type { BlockIndex, CompiledFacts } from '@flywheel/targeting/blocks';
import type { KnownViewer } from './people.ts';
import type { ServingMemory } from './serving-memory.ts';

/** full: the person agreed to ads by interest; contextual: only where he is counts, not who he is. */
export type PrivacyMode = 'full' | 'contextual';

/** The viewer of a request as far as his consent lets anyone look. */
export type Audience = {
  mode: PrivacyMode;
  /** Undefined unless the mode is full. */
  viewer: KnownViewer | undefined;
  /** Under what frequency is counted: the pseudonym, or without consent a key of this day that nothing else knows. */
  capViewer: CapViewer | undefined;
};

/** Decides the privacy mode first and hands on nothing that it forbids. Of someone known to be a minor only the context counts. */
export function audienceOf(request: DecisionRequest, memory: ServingMemory, now: Instant, secret: string): Audience {
  const audience = personOf(request, memory, now, secret);
  const { owners } = memory;
  // Only the owner of a viewer's counters knows them; without him whatever caps the viewer fails closed.
  if (audience.capViewer && !owners.alone && !owners.knows(audience.capViewer, now)) audience.capViewer = undefined;
  return audience;
}

/** The other process that counts for this request's viewer; undefined where this one does, or nobody needs to. */
export function ownerElsewhere(request: DecisionRequest, memory: ServingMemory, now: Instant, secret: string): Decider | undefined {
  if (memory.owners.alone) return undefined;
  const { capViewer } = personOf(request, memory, now, secret);
  return capViewer && memory.owners.elsewhere(capViewer);
}

function personOf(request: DecisionRequest, memory: ServingMemory, now: Instant, secret: string): Audience {
  if (request.viewer === undefined) return { mode: 'contextual', viewer: undefined, capViewer: undefined };
  const known = request.context?.minor === true ? undefined : memory.people.viewer(request.viewer);
  if (known?.byInterest) {
    return { mode: 'full', viewer: known, capViewer: memory.caps.viewer(known.viewer, false) };
  }
  const visit = `visit:${keyedHash(`${secret}${utcDay(now)}`, request.viewer)}`;
  return { mode: 'contextual', viewer: undefined, capViewer: memory.caps.viewer(visit, true) };
}

/** The personal half of the facts as this index knows it, looked up once a viewer. */
export function compiledPerson(viewer: KnownViewer, index: BlockIndex, memory: ServingMemory): CompiledFacts {
  if (viewer.compiled?.owner !== index) viewer.compiled = index.facts(personalFacts(viewer, memory));
  return viewer.compiled;
}

/** The same packed for a record, once a viewer: what the context says too is left to it. */
export function packedPerson(viewer: KnownViewer, own: Facts, memory: ServingMemory): ReturnType<typeof packViewerPart> {
  const variant = (own.country === undefined ? 0 : 1) + (own.language === undefined ? 0 : 2);
  const known = viewer.parts[variant];
  if (known !== undefined) return known;
  const facts = Object.entries(personalFacts(viewer, memory)).filter(
    ([name, value]) => value !== undefined && own[name as keyof Facts] === undefined,
  );
  const packed = packViewerPart({ viewer: viewer.viewer, purposes: viewer.purposes, facts: JSON.stringify(Object.fromEntries(facts)) });
  return (viewer.parts[variant] = packed);
}

function personalFacts(viewer: KnownViewer, memory: ServingMemory): Facts {
  const { country, language } = viewer;
  return {
    segment: viewer.interests,
    audience: memory.audiences.of(viewer.viewer),
    ...(country !== undefined && { country: [country], geo: geoAncestors(country) }),
    ...(language !== undefined && { language: [language] }),
  };
}
