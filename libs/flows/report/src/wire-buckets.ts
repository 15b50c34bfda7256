import type { TimeBucket as WireBucket } from '@flywheel/http/reports';
import type { Instant } from '@flywheel/primitives';
import type { TimeBucket } from '@flywheel/reporting';

/** Buckets as they travel; one that was still running at `until` is incomplete. Hours show their local time, days their date. */
export function wireBuckets(buckets: readonly TimeBucket[], until: Instant): WireBucket[] {
  return buckets.map(({ key, from, to }) => ({
    key,
    label: key.length > 10 ? key.slice(11, 16) : key,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    incomplete: to > until,
  }));
}
