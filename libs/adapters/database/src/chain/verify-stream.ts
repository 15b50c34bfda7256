import type { Tx } from '@flywheel/runtime';
import type { Fault } from './fault.ts';
import { findOutside } from './find-outside.ts';
import { readHead, type ChainHead } from './heads.ts';
import { linkHash, noHash, type ChainedRow } from './link-hash.ts';
import { readsAsKey, type Stream } from './streams.ts';
import { nameOf, walkChain, type WalkedLink } from './walk-chain.ts';

/** A link that was signed: what the stream must hold at `seq`. */
export type SignedLink = { readonly seq: bigint; readonly hash: string; readonly by: string };

/** What was gone through, and the first fault. */
export type Verified = { readonly stream: Stream; readonly links: bigint; readonly fault: Fault | undefined };

type Options = {
  readonly stream: Stream;
  /** Links that must stand, in any order. */
  readonly signed?: readonly SignedLink[];
  /** Hears every good link with its row, in order. */
  readonly onLink?: (link: { seq: bigint; hash: Buffer; row: ChainedRow }) => void;
  readonly onProgress?: (links: bigint) => void;
};

/** Recomputes every link of a stream from the rows that stand now, and names the first thing that is wrong. One snapshot, please. */
export async function verifyStream(tx: Tx, options: Options): Promise<Verified> {
  const { stream, onLink, onProgress } = options;
  const head = await readHead(tx, stream);
  if (!head || (head.key && !readsAsKey(stream, head.key))) {
    const sentence = head ? 'the head stands at a key that no row can have' : 'the head is gone';
    return { stream, links: 0n, fault: { stream, seq: head?.seq ?? null, id: null, differs: 'head', sentence } };
  }
  const signed = bySeq(options.signed ?? []);
  let before: { seq: bigint; hash: Buffer } = { seq: 0n, hash: noHash };
  let held: WalkedLink | undefined;
  const judgeHeld = (next: Buffer): Fault | undefined => {
    if (!held) return undefined;
    const fault = judgeLink(stream, { link: held, before, next }) ?? judgeSigned(stream, held, signed.get(held.seq));
    if (!fault && held.row) onLink?.({ seq: held.seq, hash: held.hash, row: held.row });
    before = held;
    return fault;
  };
  for await (const links of walkChain(tx, stream)) {
    for (const link of links) {
      const fault = judgeHeld(link.prevHash);
      if (fault) return { stream, links: before.seq, fault };
      held = link;
    }
    onProgress?.(held?.seq ?? 0n);
  }
  const fault =
    judgeHeld(head.hash) ?? judgeEnd(stream, { before, head, signed: options.signed ?? [] }) ?? (await findOutside(tx, stream, head));
  return { stream, links: before.seq, fault };
}

type Judging = { link: WalkedLink; before: { seq: bigint; hash: Buffer }; next: Buffer };

function judgeLink(stream: Stream, { link, before, next }: Judging): Fault | undefined {
  const fault = (differs: Fault['differs'], sentence: string): Fault => ({
    stream,
    seq: link.seq,
    id: nameOf(link.key),
    differs,
    sentence,
  });
  const due = before.seq + 1n;
  if (link.seq !== due) {
    return {
      stream,
      seq: due,
      id: null,
      differs: 'link-missing',
      sentence: `after link ${before.seq} comes ${link.seq}: ${due} is missing`,
    };
  }
  if (!link.prevHash.equals(before.hash)) return fault('prev-hash', 'the link does not name the hash of the one before it');
  if (!link.row) return fault('row-missing', 'no row has the key that the link names');
  const computed = linkHash({ stream, seq: link.seq, prevHash: link.prevHash }, link.row);
  if (computed.equals(link.hash)) return undefined;
  // What comes after still holds the hash that was: it tells the row and the link apart.
  if (next.equals(computed)) return fault('hash', 'the hash of the link was changed: the row still gives the one that the next link names');
  return fault('row', 'the row, or one of its parts, is not what was linked');
}

function judgeSigned(stream: Stream, link: WalkedLink, signed: readonly SignedLink[] = []): Fault | undefined {
  const other = signed.find(({ hash }) => hash !== link.hash.toString('hex'));
  if (!other) return undefined;
  const sentence = `${other.by} signed another hash here: this link or one before it was written anew`;
  return { stream, seq: link.seq, id: nameOf(link.key), differs: 'checkpoint', sentence };
}

type Ending = { before: { seq: bigint; hash: Buffer }; head: ChainHead; signed: readonly SignedLink[] };

function judgeEnd(stream: Stream, { before, head, signed }: Ending): Fault | undefined {
  const due = before.seq + 1n;
  const beyond = signed.find(({ seq }) => seq > before.seq);
  const gone = (sentence: string): Fault => ({ stream, seq: due, id: null, differs: 'link-missing', sentence });
  if (beyond) return gone(`${beyond.by} signed ${beyond.seq} links, and only ${before.seq} stand`);
  if (head.seq > before.seq) return gone(`the head stands at ${head.seq}, and only ${before.seq} links stand`);
  if (head.seq === before.seq && head.hash.equals(before.hash)) return undefined;
  return { stream, seq: before.seq, id: null, differs: 'head', sentence: `the head says ${head.seq}, the last link is ${before.seq}` };
}

function bySeq(signed: readonly SignedLink[]): Map<bigint, SignedLink[]> {
  const found = new Map<bigint, SignedLink[]>();
  for (const each of signed) found.set(each.seq, [...(found.get(each.seq) ?? []), each]);
  return found;
}
