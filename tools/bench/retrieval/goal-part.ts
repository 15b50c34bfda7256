import type { Part } from '../part.ts';
import { generateSite } from './generate-site.ts';
import { lineOf, measureFit } from './measure-fit.ts';

const goal = { seconds: 45, rssMb: 2048 };

/** Item-item on 2 million interactions with 80,000 items, on one thread: within 45 s and 2 GB, everything of the process counted. */
export const goalPart: Part = async ({ tell }) => {
  tell('generating 2,000,000 interactions of 100,000 users with 80,000 items');
  const matrix = generateSite({ users: 100_000, items: 80_000, interactions: 2_000_000 }, 'goal');
  const fit = measureFit(matrix, 'itemitem');
  const holds = fit.seconds <= goal.seconds && fit.peakRssMb <= goal.rssMb;
  const verdict = `  ${holds ? 'within' : 'NOT within'} the goal of ${goal.seconds} s and ${goal.rssMb} MB`;
  return { lines: ['item-item, one thread: users × items, interactions', lineOf(fit), verdict], json: { ...fit, holds } };
};
