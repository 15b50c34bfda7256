export { digestBetween, digestOf, digestText } from './digest.ts';
