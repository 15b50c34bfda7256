/** A span of time in its two largest units: `1 h 24 m`, `3 m 5 s`, `850 ms`. Refuses a negative one. */
export function formatDuration(ms: number): string {
  if (!(ms >= 0)) throw new RangeError(`not a duration: ${ms}`);
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  const shown = parts.slice(first, first + 2).filter(([amount], at) => at === 0 || amount > 0);
  return shown.map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}
