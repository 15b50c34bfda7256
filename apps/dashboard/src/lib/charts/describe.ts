/** What a series is described by; texts are exact, values only compare. */
type Described = {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly texts: readonly string[];
  readonly buckets: readonly string[];
};

/** A chart in one breath: total, change, highest, lowest, trend. For those who cannot see it. */
export function describeSeries(series: Described, total: string, change: string | null): string {
  const known = series.values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  const [first] = known;
  if (first === undefined) return `${series.label}: no values in this range.`;
  const highest = known.reduce((best, each) => (each.value > best.value ? each : best), first);
  const lowest = known.reduce((best, each) => (each.value < best.value ? each : best), first);
  const at = (point: { at: number }) => `${series.texts[point.at] ?? ''} on ${series.buckets[point.at] ?? ''}`;
  const sentences = [
    `${series.label}: total ${total}${change === null ? '' : `, ${change}`}.`,
    highest.value === lowest.value ? `Always ${series.texts[highest.at] ?? ''}.` : `Highest ${at(highest)}, lowest ${at(lowest)}.`,
    `Trend: ${trendOf(known.map((each) => each.value))}.`,
  ];
  return sentences.join(' ');
}

/** Rising, falling or level: the mean of the last third against that of the first, level within 5 %. */
export function trendOf(values: readonly number[]): 'rising' | 'falling' | 'level' {
  const third = Math.max(1, Math.floor(values.length / 3));
  const mean = (part: readonly number[]) => part.reduce((sum, each) => sum + each, 0) / Math.max(1, part.length);
  const early = mean(values.slice(0, third));
  const late = mean(values.slice(-third));
  const scale = Math.max(Math.abs(early), Math.abs(late));
  if (scale === 0 || Math.abs(late - early) / scale < 0.05) return 'level';
  return late > early ? 'rising' : 'falling';
}
