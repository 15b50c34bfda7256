export { ReviewCreative, type ReviewOutcome } from './review-creative.ts';
export { ReviewQueue } from './review-queue.ts';
