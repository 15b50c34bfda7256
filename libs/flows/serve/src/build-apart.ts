import { BlockIndex } from '@flywheel/targeting/blocks';
import { AdTable } from './ads/ad-table.ts';
import type { BuildOrder, SnapshotParcel } from './build-worker.ts';
import type { LoadedSnapshot } from './load-snapshot.ts';
import { startThread } from './start-thread.ts';

/** Loads and lays out a snapshot in a thread of its own, which is given back its arrays without a copy: decisions go on meanwhile. */
export function buildApart(order: BuildOrder): Promise<LoadedSnapshot> {
  return new Promise((resolve, reject) => {
    const worker = startThread('build-worker', order);
    let answered = false;
    worker.once('message', (parcel: SnapshotParcel) => {
      answered = true;
      resolve(opened(parcel));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (!answered) reject(new Error(`the thread that builds the index ended with ${code}`));
    });
  });
}

function opened({ published, table, index, ...rest }: SnapshotParcel): LoadedSnapshot {
  return { published, snapshot: { ...rest, table: new AdTable(table), index: BlockIndex.from(index) } };
}
