import type { Database } from '@flywheel/database';
import type { Decider } from '@flywheel/cache';
import type { DecisionRequest } from '@flywheel/http/decisions';
import type { Instant, Random } from '@flywheel/primitives';
import { ImpressionTokens, type LiveTokenKeys, type TokenKeys } from '@flywheel/runtime';
import { ownerElsewhere } from './audience.ts';
import { DecideAds } from './decide-ads.ts';
import { FollowHidden } from './follow-hidden.ts';
import { KeepOwners } from './keep-owners.ts';
import { FollowPeople } from './follow-people.ts';
import { LearnApart } from './learn-apart.ts';
import { LeaseKeeper, type LeaseMode } from './lease-keeper.ts';
import { PublishModel } from './publish-model.ts';
import { RecordDecisions } from './record-decisions.ts';
import { RefreshIndex, type Prepare } from './refresh-index.ts';
import { ServingMemory } from './serving-memory.ts';
import { WarmCaps } from './warm-caps.ts';

export type ServingOptions = {
  database: Database;
  /** Given as they are, or as a ring that moves on while the process runs. */
  tokenKeys: TokenKeys | LiveTokenKeys;
  random: Random;
  /** Names this process in its leases. */
  decider: string;
  /** When leases are taken: default `asked`; simulations and tests take them `ahead`, so that the first decision finds one. */
  leases?: LeaseMode;
  /** How long a lease may be used: default 10 minutes; a simulation that walks in days takes longer ones. */
  leaseMs?: number;
  /**
   * Largest part of a budget that one lease takes, in hundredths of a percent. Default 100; a simulation that walks in hours takes
   * more.
   */
  leaseMostBps?: number;
  /** Most decision records that may wait to be written; beyond that requests are shed. Default 20,000. */
  mostRecords?: number;
  /** How many of a million requests are explored: default none. */
  explorePpm?: number;
  /**
   * True where the program calls `followPeople` and `publishModel` on timers of their own, so that nothing holds up following the
   * configuration, and decisions are recorded, and models learnt, in threads of their own:
   * end them with their `close`. Otherwise refreshIndex does
   * both, and records are written from here.
   */
  apart?: boolean;
};

/** One deciding process: its memory and the flows that share it. */
export type Serving = {
  memory: ServingMemory;
  refreshIndex: RefreshIndex;
  followPeople: FollowPeople;
  /** Learns from outcomes and publishes; where apart, in a thread of its own: end it with `close`. */
  publishModel: LearnApart | PublishModel;
  leaseKeeper: LeaseKeeper;
  warmCaps: WarmCaps;
  followHidden: FollowHidden;
  keepOwners: KeepOwners;
  /** The other process that counts for a request's viewer: it should decide. Undefined where this one does. */
  ownerElsewhere: (request: DecisionRequest, now: Instant) => Decider | undefined;
  decideAds: DecideAds;
  recordDecisions: RecordDecisions;
};

/**
 * Puts the parts of a deciding process together. Nothing is read yet: run refreshIndex, warmCaps and leaseKeeper before the first
 * decision.
 */
export function openServing({
  database,
  tokenKeys,
  random,
  decider,
  leases = 'asked',
  leaseMs = 600_000,
  leaseMostBps = 100,
  mostRecords = 20_000,
  explorePpm = 0,
  apart = false,
}: ServingOptions): Serving {
  const memory = new ServingMemory({ mostRecords, decider });
  const { auctionKey } = 'current' in tokenKeys ? tokenKeys.current() : tokenKeys;
  const decideAds = new DecideAds(memory, new ImpressionTokens(tokenKeys), random, auctionKey, explorePpm);
  const warmCaps = new WarmCaps(database, memory);
  const followHidden = new FollowHidden(database, memory);
  const followPeople = new FollowPeople(database, memory);
  const publishModel = apart ? new LearnApart({ url: database.url, holder: decider }) : new PublishModel(database, decider);
  const also = async (now: Instant): Promise<void> => {
    if (apart) return;
    await publishModel.run({ now });
    await followPeople.run({ now });
  };
  const prepare: Prepare = async (snapshot, now, moved) => {
    await decideAds.plan(snapshot, moved);
    await warmCaps.run({ now });
  };
  return {
    memory,
    refreshIndex: new RefreshIndex(database, memory, prepare, also),
    followPeople,
    publishModel,
    leaseKeeper: new LeaseKeeper(database, memory, random, { decider, leaseMs, mostBps: leaseMostBps }, leases),
    warmCaps,
    followHidden,
    keepOwners: new KeepOwners(database, memory, warmCaps, decider),
    ownerElsewhere: (request, now) => ownerElsewhere(request, memory, now, auctionKey),
    decideAds,
    recordDecisions: new RecordDecisions(database, memory, apart),
  };
}
