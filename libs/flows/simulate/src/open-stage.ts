import { CreateCampaign, OpenAccount, SetCampaignStatus, TopUpAccount } from '@flywheel/advertise';
import { MeasureReach } from '@flywheel/audiences';
import type { Database } from '@flywheel/database';
import { AcceptEvents, ImportStackExchange, UpsertContents, UpsertCreators, UpsertViewers } from '@flywheel/ingest';
import { LearnPast, RefreshShares, UpdateInterests } from '@flywheel/learn';
import { seededRandom, type Random } from '@flywheel/primitives';
import { readShown } from '@flywheel/report';
import { ReviewCreative } from '@flywheel/review';
import { ImpressionTokens, seededTokenKeys, type TokenKeys } from '@flywheel/runtime';
import { openServing } from '@flywheel/serve';
import { AllocateReinvestment, CloseMonth, RecordBeacons, SealBuckets, TrialBalance } from '@flywheel/settle';
import { Reconcile } from '@flywheel/settle/checks';
import type { Learning, Serving, Stage } from './stage.ts';

/** A marked demo or replay holds few people, so it sells segments from 20 on and says so on every page. */
export const segmentMinPeople = 20;
const leaseMs = 26 * 3_600_000;
const leaseMostBps = 1500;
const mostBatches = 1000;

/**
 * Puts every flow on one database with seeded chance, so that the same seed gives the same ids, ties and draws. Tokens are signed with
 * keys of the seed: no impression of a simulation can be charged by a running server.
 */
export function openStage(options: { database: Database; seed: string }): Stage {
  const { database, seed } = options;
  const random = seededRandom(`${seed}/stage`);
  const keys = seededTokenKeys(seed);
  const tokens = new ImpressionTokens(keys);
  const viewers = new UpsertViewers(database, random);
  const creators = new UpsertCreators(database, random);
  const contents = new UpsertContents(database, random);
  const accept = new AcceptEvents(database, random);
  return {
    database,
    viewers,
    creators,
    contents,
    accept,
    importer: new ImportStackExchange(database, { viewers, creators }, contents, accept),
    learning: openLearning(database, random),
    openAccount: new OpenAccount(database, random),
    topUp: new TopUpAccount(database),
    createCampaign: new CreateCampaign(database, random),
    setStatus: new SetCampaignStatus(database),
    measureReach: new MeasureReach(database),
    reviewCreative: new ReviewCreative(database),
    serving: openSimulatedServing(database, random, keys),
    beacons: new RecordBeacons(database, tokens, random),
    sealBuckets: new SealBuckets(database),
    closeMonth: new CloseMonth(database),
    reinvest: new AllocateReinvestment(database, random),
    reconcile: new Reconcile(database, readShown),
    trialBalance: new TrialBalance(database),
  };
}

function openLearning(database: Database, random: Random): Learning {
  const update = new UpdateInterests(database, random);
  const past = new LearnPast(database, random);
  const refresh = new RefreshShares(database, random, segmentMinPeople);
  return {
    async learn(now) {
      await update.run({ now, most: mostBatches });
    },
    async review(now) {
      await refresh.run({ now, everyone: true });
    },
    async learnSpan(span) {
      await past.run(span);
      await refresh.run({ now: span.to, everyone: true });
    },
  };
}

function openSimulatedServing(database: Database, random: Random, tokenKeys: TokenKeys): Serving {
  const serving = openServing({ database, tokenKeys, random, decider: 'simulation', leases: 'ahead', leaseMs, leaseMostBps });
  return {
    refresh: (now) => serving.refreshIndex.run({ now }),
    renew: (now) => serving.leaseKeeper.run({ now }),
    decide: (request, now) => serving.decideAds.run({ request, now }),
    record: async () => void (await serving.recordDecisions.run()),
    close: (now) => serving.leaseKeeper.drain({ now }),
  };
}
