import type { Database } from '@flywheel/database';
import { pageQuery, type PageAnswer, type PageQueryInput, type ReportResult } from '@flywheel/http/reports';
import type { Principal } from '@flywheel/http/roles';
import type { Instant } from '@flywheel/primitives';
import { RunReport } from '@flywheel/report';

/** A person of the finance team: may ask about everything but intake. */
export const finance: Principal = { kind: 'person', person: 'usr_f', displayName: 'Fin', roles: [{ role: 'finance.viewer' }] };

/** A person who runs the site. */
export const operator: Principal = { kind: 'person', person: 'usr_o', displayName: 'Op', roles: [{ role: 'ops' }] };

/** Asks a page's questions; fails unless they are answered. */
export async function askPage(database: Database, now: Instant, page: PageQueryInput, principal: Principal = finance): Promise<PageAnswer> {
  const result = await new RunReport(database).run({ page: pageQuery.parse(page), principal, now });
  if (result.outcome !== 'answered') throw new Error(`not answered: ${JSON.stringify(result)}`);
  return result.answer;
}

/** The one result of a page that asks one thing. */
export function only(answer: PageAnswer): ReportResult {
  const [result] = answer.results;
  if (!result || answer.results.length !== 1) throw new Error('expected one result');
  return result;
}

/** A money cell as a whole number of micros. */
export function amountOf(values: Readonly<Record<string, unknown>>, id: string): bigint {
  return BigInt(String(values[id]));
}
