import { addDays, monthStart, type Day } from './days.ts';

/** A named range that ends with respect to today. */
export type Preset = { readonly id: string; readonly label: string; readonly from: Day; readonly to: Day };

/** The presets of the range picker; both ends included. `firstDay` bounds "All time" (two years back when unknown). */
export function presetsOf(today: Day, firstDay?: Day): readonly Preset[] {
  const last = (id: string, days: number) => ({ id, label: `Last ${days} days`, from: addDays(today, 1 - days), to: today });
  const yesterday = addDays(today, -1);
  const quarter = monthStart(today, -((Number(today.slice(5, 7)) - 1) % 3));
  return [
    { id: 'today', label: 'Today', from: today, to: today },
    { id: 'yesterday', label: 'Yesterday', from: yesterday, to: yesterday },
    last('7d', 7),
    last('28d', 28),
    last('30d', 30),
    last('91d', 91),
    { id: 'mtd', label: 'This month', from: monthStart(today), to: today },
    { id: 'last-month', label: 'Last month', from: monthStart(today, -1), to: addDays(monthStart(today), -1) },
    { id: 'qtd', label: 'This quarter', from: quarter, to: today },
    { id: 'ytd', label: 'This year', from: `${today.slice(0, 4)}-01-01`, to: today },
    { id: '12mo', label: 'Last 12 months', from: addDays(monthStart(today, -11), 0), to: today },
    { id: 'all', label: 'All time', from: firstDay ?? addDays(today, -730), to: today },
  ];
}
