import type { Part } from '../part.ts';
import { delayLine } from './delays.ts';
import { measureClicks } from './measure-clicks.ts';
import { measureInterests } from './measure-interests.ts';
import { openFresh } from './open-fresh.ts';

const rate = 500;
const interestProbes = 100;
const clickProbes = 40;

/** How soon what people do changes what is known and decided of them, while 500 events a second come in. */
const loopPart: Part = async ({ databaseUrl, tell }) => {
  const fresh = await openFresh(databaseUrl, { rate, probes: interestProbes, tell });
  let closed: Awaited<ReturnType<typeof fresh.close>> | undefined;
  try {
    tell(`freshness: ${interestProbes} people take up an interest`);
    const { membership, decision } = await measureInterests(fresh, interestProbes);
    tell(`freshness: ${clickProbes} ads are clicked`);
    const model = await measureClicks(fresh, clickProbes);
    closed = await fresh.close();
    return {
      lines: [
        'freshness: one process with edge, console and its jobs on Postgres; from the sending of the event to the answer',
        closed.line,
        delayLine("likes → the person's segments, over HTTP", membership, 2000),
        delayLine('likes → an ad for that segment wins', decision, 2000),
        delayLine('click → a decision by a model that learnt it', model, 1000),
      ],
      json: { membership, decision, model, eventsPerSecond: closed.sentPerSecond, stored: closed.stored },
    };
  } finally {
    if (!closed) await fresh.close();
  }
};

/** Every part by its name. */
export const freshnessParts: Readonly<Record<string, Part>> = { loop: loopPart };
