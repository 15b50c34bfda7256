import type { SignedLink, Stream } from '@flywheel/database/chain';
import { fingerprintOf, isSignedBy, type Checkpoint } from '@flywheel/runtime/evidence';
import { contentHash, readContent, type CheckpointContent } from './checkpoint-content.ts';

/**
 * What is wrong with a checkpoint itself, or with what it says. `content`: the text is no checkpoint of its day. `key`: nobody whose
 * public key is known signed it. `signature`: the key did not sign this text. `differs`: the copies in and outside the database are not
 * the same. `missing`: there is only the copy outside. `previous`: it does not follow the one before. `entries`, `trial-balance`: what
 * stands now gives another hash.
 */
export type CheckpointFault = {
  readonly day: string;
  readonly differs: 'content' | 'key' | 'signature' | 'differs' | 'missing' | 'previous' | 'entries' | 'trial-balance';
  readonly sentence: string;
};

/** A checkpoint whose signature holds. */
export type GoodCheckpoint = CheckpointContent & { readonly name: string };

/** Judges the checkpoints of the database and the copies outside it, day by day, oldest first. */
export function judgeCheckpoints(options: { inside: readonly Checkpoint[]; outside: readonly Checkpoint[]; keys: readonly string[] }): {
  good: GoodCheckpoint[];
  faults: CheckpointFault[];
} {
  const { inside, outside } = options;
  const keys = new Map(options.keys.map((pem) => [fingerprintOf(pem), pem]));
  const good: GoodCheckpoint[] = [];
  const faults: CheckpointFault[] = [];
  const [within, without] = [byDay(inside), byDay(outside)];
  const firstInside = [...within.keys()].sort()[0];
  let before: string | undefined;
  for (const day of [...new Set([...within.keys(), ...without.keys()])].sort()) {
    const [one, copy] = [within.get(day), without.get(day)];
    const fault = (differs: CheckpointFault['differs'], sentence: string): void => void faults.push({ day, differs, sentence });
    if (!one && copy) fault('missing', 'the database has lost the checkpoint that is kept outside it');
    if (one && copy && (one.content !== copy.content || one.signature !== copy.signature))
      fault('differs', 'the copy outside the database is another one');
    // What lies outside is believed: who changed the database could not change it.
    const judged = judge(copy ?? (one as Checkpoint), keys);
    if ('differs' in judged) fault(judged.differs, judged.sentence);
    else {
      const first = before === undefined && (day !== firstInside || judged.previousSha256 === null);
      if (!first && judged.previousSha256 !== (before ?? null)) fault('previous', 'it does not name the hash of the checkpoint before it');
      good.push({ ...judged, name: `the checkpoint of ${day}` });
    }
    before = contentHash((copy ?? one)?.content ?? '');
  }
  return { good, faults };
}

/** What the stream must hold according to good checkpoints. */
export function signedLinks(good: readonly GoodCheckpoint[], stream: Stream): SignedLink[] {
  return good
    .map(({ streams, name }) => ({ seq: BigInt(streams[stream].seq), hash: streams[stream].hash, by: name }))
    .filter(({ seq }) => seq > 0n);
}

function judge(
  { day, content, signature }: Checkpoint,
  keys: ReadonlyMap<string, string>,
): CheckpointContent | Pick<CheckpointFault, 'differs' | 'sentence'> {
  const read = readContent(content);
  if (!read || read.day !== day) return { differs: 'content', sentence: 'the text is not that of a checkpoint of this day' };
  const pem = keys.get(read.key);
  if (!pem) return { differs: 'key', sentence: `no public key with the fingerprint ${read.key} is at hand` };
  if (!isSignedBy(pem, content, signature)) return { differs: 'signature', sentence: 'its signature does not hold' };
  return read;
}

function byDay(checkpoints: readonly Checkpoint[]): Map<string, Checkpoint> {
  return new Map(checkpoints.map((each) => [each.day, each]));
}
