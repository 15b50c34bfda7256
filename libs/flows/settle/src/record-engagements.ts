import type { Database } from '@flywheel/database';
import { MonthPartitions, readSlots, uuidText, type Slot } from '@flywheel/database/charges';
import { fromRowId, instantOfId, newId, type Id, type Instant, type Random } from '@flywheel/primitives';
import type { GenuineBeacon } from './beacon.ts';
import { recordGroup } from './record-group.ts';

/** What a platform's own event told about an ad it showed: somebody engaged with it, followed its advertiser, or hid it. */
export type AdEngagement = { imp: Id<'imp'>; kind: 'engagement' | 'follow' | 'hide'; at: Instant };

const groupSize = 500;

/**
 * Records engagements that came as events of the platform instead of beacons: each impression and kind once for ever, whichever way
 * came first. The impression is looked up in its decision; one that nobody decided is passed over.
 */
export class RecordEngagements {
  private readonly database: Database;
  private readonly random: Random;
  private readonly partitions: MonthPartitions;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
    this.partitions = new MonthPartitions(database);
  }

  /** Returns how many were new and counted. */
  async run({ engagements, now }: { engagements: readonly AdEngagement[]; now: Instant }): Promise<{ counted: number }> {
    let counted = 0;
    for (let from = 0; from < engagements.length; from += groupSize)
      counted += await this.recordOne(engagements.slice(from, from + groupSize), now);
    return { counted };
  }

  private async recordOne(engagements: readonly AdEngagement[], now: Instant): Promise<number> {
    await this.partitions.ensure(engagements.map(({ imp }) => instantOfId(imp)));
    const batch = newId('bat', now, this.random);
    return this.database.inTransaction(async (tx) => {
      const slots = await readSlots(tx, [...new Set(engagements.map(({ imp }) => uuidText(imp)))]);
      const byImp = new Map([...slots.values()].map((slot) => [fromRowId('imp', slot.imp), slot]));
      const beacons = engagements.flatMap((engagement) => {
        const slot = byImp.get(engagement.imp);
        return slot ? [beaconOf(engagement, slot, now)] : [];
      });
      if (beacons.length === 0) return 0;
      const answers = await recordGroup(tx, { batch, acceptedAt: now, beacons });
      return answers.filter(({ outcome, reason }) => outcome === 'stored' && reason === 0).length;
    });
  }
}

/** The platform's key stands for the signature: what a token would have said is read from the decision. */
function beaconOf({ imp, kind, at }: AdEngagement, slot: Slot, acceptedAt: Instant): GenuineBeacon {
  const claims = {
    imp,
    campaign: fromRowId('cmp', slot.campaign),
    adSet: fromRowId('set', slot.adSet),
    ad: fromRowId('ad', slot.ad),
    creative: fromRowId('crv', slot.creative),
    placement: slot.placement,
    viewerTag: '',
    expiresAt: instantOfId(imp),
  };
  return { kind, ref: '', claims, kid: undefined, caller: 'undeclared', acceptedAt, occurredAt: at };
}
