import {
  alteredInRecord,
  alteredInViewerPart,
  unpackRecord,
  unpackViewerPart,
  type AlteredSection,
  type CapRead,
  type DecisionRecord,
  type ViewerPart,
} from '@flywheel/auction/record';
import type { StoredDecision } from '@flywheel/database/decisions';

/**
 * A stored decision made readable. `viewer`: the person's part, undefined where there was none, `erased` where his key is gone.
 * `altered`: sections whose content is not what was written.
 */
export type OpenedDecision = {
  stored: StoredDecision;
  record: DecisionRecord;
  viewer: ViewerPart | 'erased' | undefined;
  altered: AlteredSection[];
};

/** Opens record and person's part, and checks every section against its digest. */
export function openDecision(stored: StoredDecision): OpenedDecision {
  const { viewerPart } = stored;
  const known = viewerPart instanceof Uint8Array;
  return {
    stored,
    record: unpackRecord(stored.record),
    viewer: known ? unpackViewerPart(viewerPart) : viewerPart,
    altered: [...alteredInRecord(stored.record), ...(known ? alteredInViewerPart(viewerPart) : [])],
  };
}

/** The section in words: `cap reads`, or `rules of placement 2` where it belongs to one. */
export function sectionWords({ section, placement }: AlteredSection): string {
  return placement === undefined ? section : `${section} of placement ${placement + 1}`;
}

/** How often the viewer had seen what: of a known person from his part, of a visit from the record itself; none once he is erased. */
export function capReads({ record, viewer }: OpenedDecision): readonly CapRead[] {
  return viewer === undefined ? record.caps : viewer === 'erased' ? [] : viewer.caps;
}
