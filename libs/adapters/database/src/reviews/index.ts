export { countWaiting, listCreatives, writeReview, type CreativeToReview } from './reviews.ts';
