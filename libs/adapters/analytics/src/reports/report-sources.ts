import { readAdvertiserPerformance } from './advertiser-performance/read-advertiser-performance.ts';
import { readCreatorAudience } from './creator-audience/read-creator-audience.ts';
import { readCreatorEarnings } from './creator-earnings/read-creator-earnings.ts';
import { readCreatorContent } from './creator-overview/read-creator-content.ts';
import { readFlywheel } from './flywheel/read-flywheel.ts';
import { readIngest } from './ingest-by-day/read-ingest.ts';
import { readLedger } from './ledger-by-account/read-ledger.ts';
import type { ReportSource } from './report-source.ts';
import { readRevenue } from './revenue-by-day/read-revenue.ts';

/** The SQL behind each report, by its name. */
export const reportSources: ReadonlyMap<string, ReportSource> = new Map<string, ReportSource>([
  ['advertiser-home', readAdvertiserPerformance],
  ['advertiser-performance', readAdvertiserPerformance],
  ['campaign-detail', readAdvertiserPerformance],
  ['creator-overview', readCreatorContent],
  ['creator-content', readCreatorContent],
  ['creator-audience', readCreatorAudience],
  ['creator-earnings', readCreatorEarnings],
  ['revenue-by-day', readRevenue],
  ['flywheel', readFlywheel],
  ['ledger-by-account', readLedger],
  ['ingest-by-day', readIngest],
]);
