import type { NoFillReason } from '@flywheel/auction';
import type { SlotTask } from './slot-task.ts';

const dayMs = 86_400_000;

/**
 * The first reason, in the fixed order of the pipeline, by which configuration keeps a matched ad out; 0 lets it bid. −1: it ended more
 * than a day ago and is not looked at at all, whenever the snapshot was made.
 */
export function staticGate(ad: number, { table, now, viewerZone, format, safety }: SlotTask): NoFillReason | -1 {
  const { columns } = table;
  const endsAt = columns.endsAt[ad] as number;
  if (now >= endsAt + dayMs || columns.has[ad] === 0) return -1;
  const before = columns.before[ad] as NoFillReason;
  if (before !== 0) return before;
  if (now < (columns.startsAt[ad] as number) || now >= endsAt) return 522;
  const hours = columns.hours[ad] as number;
  if (hours !== 0 && !table.hours.isOpen(hours, now, viewerZone)) return 523;
  const after = columns.after[ad] as NoFillReason;
  if (after !== 0) return after;
  if (columns.format[ad] !== format) return 204;
  return safety === undefined ? 0 : safety.codeOf(ad);
}
