import { parentPort, workerData } from 'node:worker_threads';
import { Database } from '@flywheel/database';
import type { AdTableParcel } from './ads/ad-table.ts';
import { loadSnapshot, type LoadedSnapshot } from './load-snapshot.ts';

/** What the thread is told: whose database, and the number of the build. */
export type BuildOrder = { url: string; build: number };

/** A snapshot between two threads. */
export type SnapshotParcel = Omit<LoadedSnapshot['snapshot'], 'table' | 'index'> & {
  table: AdTableParcel;
  index: ReturnType<LoadedSnapshot['snapshot']['index']['transfer']>['message'];
  published: LoadedSnapshot['published'];
};

const { url, build } = workerData as BuildOrder;
const database = new Database({ url, poolSize: 1 });
const { snapshot, published } = await loadSnapshot(database, build);
await database.close();
const { message, buffers } = snapshot.index.transfer();
const table = snapshot.table.parcel();
const parcel: SnapshotParcel = { ...snapshot, table, index: message, published };
const arrays = [...Object.values(table.columns), ...table.chains.flatMap(({ heads, next }) => [heads, next]), ...table.chunks];
parentPort?.postMessage(parcel, [...new Set([...buffers, ...arrays.map((array) => array.buffer as ArrayBuffer)])]);
