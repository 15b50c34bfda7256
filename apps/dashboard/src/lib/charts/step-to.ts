/** Where an arrow key leads from a point: the next point's index, or undefined when the key means nothing here. */
export function stepTo(key: string, from: number | null, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowRight':
      return from === null ? 0 : Math.min(count - 1, from + 1);
    case 'ArrowLeft':
      return from === null ? count - 1 : Math.max(0, from - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
