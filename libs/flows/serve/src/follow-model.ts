import type { Database } from '@flywheel/database';
import { readModel, readModelChanges, type ModelChange } from '@flywheel/database/models';
import { absorbDelta } from '@flywheel/ranking';
import { putLogit } from './ads/put-ad.ts';
import type { ServingMemory } from './serving-memory.ts';

/** Brings memory to the newest model: the logits of the ads that moved in place, the rest as a whole. */
export async function followModel(database: Database, memory: ServingMemory): Promise<void> {
  const { model } = memory;
  if (model.version === 0n) {
    const found = await readModel(database.read);
    if (found.version === 0n) return;
    model.take(found.version, found.model, found.publishedAt);
    if (memory.snapshot) for (const [ad, residuals] of found.model.ads) moveAd(memory, ad, residuals);
    return;
  }
  for (const change of await readModelChanges(database.read, model.version)) applyChange(memory, change);
}

function applyChange(memory: ServingMemory, { version, publishedAt, basedOn, change }: ModelChange): void {
  const { model } = memory;
  const gone = basedOn === undefined ? [...model.model.ads.keys()].filter((ad) => !change.ads.has(ad)) : [];
  model.take(version, basedOn === undefined ? change : absorbDelta(model.model, change), publishedAt);
  for (const ad of gone) moveAd(memory, ad, undefined);
  for (const [ad, residuals] of change.ads) moveAd(memory, ad, residuals);
}

function moveAd({ snapshot }: ServingMemory, ad: number, residuals: readonly number[] | undefined): void {
  if (!snapshot?.table.has(ad)) return;
  snapshot.index.rebid(ad, putLogit(ad, residuals, snapshot));
}
