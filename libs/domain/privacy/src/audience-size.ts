/** A number of people as it may be told: two significant digits, rounded down; null below `least`, so nobody can be counted out. */
export function audienceSize(people: number, least: number): number | null {
  if (people < least) return null;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, people))) - 1);
  const rounded = Math.floor(people / step) * step;
  return Math.max(rounded, least);
}
