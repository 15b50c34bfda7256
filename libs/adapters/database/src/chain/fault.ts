import type { Stream } from './streams.ts';

/**
 * What is wrong first in a stream. `seq` is null where a row was never linked; `id` is null where a link is gone.
 * `row`: the row, or one of its parts, is not what was linked. `row-missing`: it is gone. `link-missing`: a link is gone, in between or at
 * the end. `prev-hash`, `hash`: the link itself was changed. `head`: the head is not the last link. `checkpoint`: not what was signed.
 * `not-chained`: a row came in behind the head's back. `orphan`: a part without its row.
 */
export type Fault = {
  readonly stream: Stream;
  readonly seq: bigint | null;
  readonly id: string | null;
  readonly differs: 'row' | 'row-missing' | 'link-missing' | 'prev-hash' | 'hash' | 'head' | 'checkpoint' | 'not-chained' | 'orphan';
  readonly sentence: string;
};
