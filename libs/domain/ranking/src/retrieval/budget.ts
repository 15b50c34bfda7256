import { mostEaseItems } from './ease.ts';
import { blendParts, type LearnerName } from './learners.ts';

/** How large what is learnt from is. */
export type RetrievalSize = { readonly users: number; readonly items: number; readonly interactions: number };

/** Peak bytes of fitting a learner, with tuning, beyond the runtime itself. */
export type RetrievalBudget = { readonly learner: LearnerName; readonly bytes: number };

const dimensions = 32;
const tuningBytes = 300_000_000;

/** How many neighbours an item may keep so that all of them take at most `bytes`; 20 … 1,000. */
export function neighboursWithin(items: number, bytes = 128 * 2 ** 20): number {
  return Math.max(20, Math.min(1000, Math.floor(bytes / (8 * Math.max(1, items)))));
}

/**
 * What each learner takes at its peak, an upper bound known before anything is fitted: the matrix by rows and by columns three times over
 * (whole, inner, hidden), lists of neighbours while they grow, EASE's two dense squares, factors of both sides.
 */
export function retrievalBudget(names: readonly LearnerName[], size: RetrievalSize): RetrievalBudget[] {
  return names.map((learner) => ({ learner, bytes: bytesOf(learner, size) }));
}

function bytesOf(learner: LearnerName, size: RetrievalSize): number {
  const { users, items, interactions } = size;
  const matrix = 3 * (2 * 4 * interactions + 4 * (users + items)) + 24 * interactions;
  switch (learner) {
    case 'pop':
      return matrix + 8 * items;
    case 'sar':
      return matrix + 3 * 8 * sarEntries(size);
    case 'itemitem':
      return matrix + 3 * 8 * items * neighboursWithin(items) + tuningBytes;
    case 'ease':
      return matrix + 12 * Math.min(items, mostEaseItems) ** 2;
    case 'ials':
      return matrix + 8 * dimensions * (users + 2 * items) + 4 * interactions;
    case 'blend':
      return blendParts(items).reduce((sum, part) => sum + bytesOf(part, size) - matrix, matrix) + tuningBytes;
  }
}

/** SAR keeps every pair of items that shares a user: no more than the square of items, or of the mean history for each user. */
function sarEntries({ users, items, interactions }: RetrievalSize): number {
  return Math.min(items ** 2, Math.ceil(4 * interactions * (interactions / Math.max(1, users))));
}
