import type { Id, Instant } from '@flywheel/primitives';
import { z } from 'zod';

/**
 * A batch: minute (UTC), campaign, generation (above 0 where its entry was reversed and posted again). A minute that is not sealed yet has
 * the same name and no batch: its charges are estimates.
 */
export const batchName = z.string().regex(/^\d{8}T\d{4}Z-cmp_[0-9a-f]{32}-\d{1,3}$/, 'a batch as in the list of a trace');

type Named = { readonly bucket: Instant; readonly campaign: Id<'cmp'>; readonly gen: number };

/** A batch's name on the wire: `20261120T0930Z-cmp_…-0`. */
export function batchNameText({ bucket, campaign, gen }: Named): string {
  const minute = new Date(bucket).toISOString().slice(0, 16).replaceAll(/[-:]/g, '');
  return `${minute}Z-${campaign}-${gen}`;
}

/** Reads such a name; undefined for what is none. */
export function readBatchName(text: string): Named | undefined {
  if (!batchName.safeParse(text).success) return undefined;
  const [minute = '', campaign = '', gen = ''] = text.split('-');
  const digits = (from: number, to: number) => minute.slice(from, to);
  const bucket = Date.parse(`${digits(0, 4)}-${digits(4, 6)}-${digits(6, 8)}T${digits(9, 11)}:${digits(11, 13)}:00Z`);
  return Number.isNaN(bucket) ? undefined : { bucket, campaign: campaign as Id<'cmp'>, gen: Number(gen) };
}
