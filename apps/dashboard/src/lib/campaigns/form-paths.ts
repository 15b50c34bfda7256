/** Where the form says what is wrong with a part of the campaign that it does not show. */
export const elsewhere = 'elsewhere';

const fieldsByPath: readonly (readonly [RegExp, string])[] = [
  [/^adSets\.\d+\.ads\.\d+\.creative\.durationMs/, 'videoSeconds'],
  [/^adSets\.\d+\.ads\.\d+\.creative\.(\w+)/, '$1'],
  [/^adSets\.\d+\.ads\.\d+\.caps/, 'adCapLimit'],
  [/^adSets\.\d+\.ads\.\d+\.productCategory/, 'productCategory'],
  [/^adSets\.\d+\.ads\.\d+\.name/, 'adName'],
  [/^adSets\.\d+\.name/, 'setName'],
  [/^adSets\.\d+\.budgetLimits\.maxMicros/, 'mostBudget'],
  [/^adSets\.\d+\.budgetLimits/, 'leastBudget'],
  [/^adSets\.\d+\.targeting/, 'segments'],
  [/^adSets\.\d+\.bidMicros/, 'bid'],
  [/^adSets\.\d+\.costMicros/, 'cost'],
  [/^adSets\.\d+\.budgets\.dailyMicros/, 'dailyBudget'],
  [/^adSets\.\d+\.budget/, 'lifetimeBudget'],
  [/^adSets\.\d+\.goal/, 'goal'],
  [/^adSets\.\d+\.billingEvent/, 'billingEvent'],
  [/^adSets\.\d+\.placements/, 'placements'],
  [/^adSets\.\d+\.dayparts\.\d+\.fromHour/, 'fromHour'],
  [/^adSets\.\d+\.dayparts/, 'toHour'],
  [/^adSets\.\d+\.caps/, 'setCapLimit'],
  [/^adSets\.\d+\.minGapSeconds/, 'minGapMinutes'],
  [/^budgets\.dailyMicros/, 'dailyBudget'],
  [/^budgets/, 'lifetimeBudget'],
  [/^schedule\.endsAt/, 'lastDay'],
  [/^schedule/, 'firstDay'],
  [/^caps/, 'capLimit'],
];

/**
 * The form's field that shows a fault at this path of the document, where the form shows the ad set at `shown`; what is wrong with another
 * one is told above the form, other paths that it does not show at the name.
 */
export function fieldOfPath(path: string, shown = 0): string {
  const set = /^adSets(?:\.(\d+))?/.exec(path);
  if (set && Number(set[1]) !== shown) return elsewhere;
  for (const [pattern, field] of fieldsByPath) {
    const found = pattern.exec(path);
    if (found) return field.replace('$1', found[1] ?? '');
  }
  return path.split('.')[0] === 'objective' ? 'objective' : 'name';
}
