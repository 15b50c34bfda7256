import { usualSizes } from './parts.ts';

/** `--sizes=10000,100000`, each at least 1,000; what is usual where nothing is said. */
export function sizesOf(words: readonly string[]): readonly number[] {
  const given = words.find((word) => word.startsWith('--sizes='))?.slice('--sizes='.length);
  const sizes = (given ?? '')
    .split(',')
    .map(Number)
    .filter((size) => Number.isInteger(size) && size >= 1000);
  return sizes.length > 0 ? sizes : usualSizes;
}
