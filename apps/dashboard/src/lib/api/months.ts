import { monthOf, monthStart, type Day } from './days.ts';

/** The months from that of `today` back to that of `firstDay`, newest first; at most 24. Without a first day, this month alone. */
export function monthsBack(today: Day, firstDay: Day | null): readonly string[] {
  const months = [monthOf(today)];
  while (firstDay !== null && months.length < 24) {
    const next = monthOf(monthStart(today, -months.length));
    if (next < monthOf(firstDay)) break;
    months.push(next);
  }
  return months;
}
