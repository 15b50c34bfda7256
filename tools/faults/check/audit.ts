import { existsSync } from 'node:fs';
import type { Database } from '@flywheel/database';

const file = new URL('../../audit/find-violations.ts', import.meta.url);

/** What the SQL auditor finds against its claims, a line each. */
export async function findViolations(database: Database): Promise<string[]> {
  if (!existsSync(file)) return [];
  const auditor = (await import(file.href)) as { findViolations(tx: Database['reports']): Promise<string[]> };
  return auditor.findViolations(database.reports);
}
