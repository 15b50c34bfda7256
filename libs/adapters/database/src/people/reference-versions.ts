import { assert } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Move whenever a viewer's consent, a content's creator or a platform id changes or goes; what is new moves nothing. */
export type ReferenceVersions = { readonly viewers: bigint; readonly contents: bigint };

/**
 * Holds erasures off until commit, as `lockPeopleForWriting` does, and reads the versions after that. What was looked up after they
 * moved is at least as new as they say.
 */
export async function holdReferences(tx: Tx): Promise<ReferenceVersions> {
  const { rows } = await tx.query<{ what: string; version: bigint }>('SELECT what, version FROM hold_references()');
  const versionOf = (what: string): bigint => {
    const found = rows.find((row) => row.what === what);
    assert(found, 'every kind of reference has a version');
    return found.version;
  };
  return { viewers: versionOf('viewers'), contents: versionOf('contents') };
}
