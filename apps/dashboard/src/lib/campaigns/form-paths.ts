const fieldsByPath: readonly (readonly [RegExp, string])[] = [
  [/^adSets\.\d+\.ads\.\d+\.creative\.durationMs/, 'videoSeconds'],
  [/^adSets\.\d+\.ads\.\d+\.creative\.(\w+)/, '$1'],
  [/^adSets\.\d+\.ads\.\d+\.caps/, 'adCapLimit'],
  [/^adSets\.\d+\.ads\.\d+\.productCategory/, 'productCategory'],
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

/** The form's field that shows a fault at this path of the document; paths the form does not show are told at the name. */
export function fieldOfPath(path: string): string {
  for (const [pattern, field] of fieldsByPath) {
    const found = pattern.exec(path);
    if (found) return field.replace('$1', found[1] ?? '');
  }
  return path.split('.')[0] === 'objective' ? 'objective' : 'name';
}
