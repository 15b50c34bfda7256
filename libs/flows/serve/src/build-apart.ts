import { Worker } from 'node:worker_threads';
import { BlockIndex } from '@flywheel/targeting/blocks';
import { AdTable } from './ads/ad-table.ts';
import type { BuildOrder, SnapshotParcel } from './build-worker.ts';
import type { LoadedSnapshot } from './load-snapshot.ts';

/** Loads and lays out a snapshot in a thread of its own, which is given back its arrays without a copy: decisions go on meanwhile. */
export function buildApart(order: BuildOrder): Promise<LoadedSnapshot> {
  const fromSource = import.meta.url.endsWith('.ts');
  const program = new URL(fromSource ? './build-worker.ts' : './build-worker.js', import.meta.url);
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: order, ...(fromSource && { execArgv: ['--conditions=source'] }) });
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
