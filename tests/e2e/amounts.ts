import type { Page } from '@playwright/test';
import { giveUp } from './people.ts';

/** The text of a cell: the row that begins with `head`, the column at `at` (0 is the head). */
export async function cellIn(page: Page, table: string, head: string, at: number): Promise<string> {
  const row = page
    .getByRole('table', { name: table })
    .getByRole('row', { name: new RegExp(`^${head} `) })
    .first();
  return (
    (
      await row
        .getByRole('cell')
        .nth(at - 1)
        .textContent()
    )?.trim() ?? giveUp(`${table} has no ${head}`)
  );
}

/** An amount as the page writes it, in micros. */
export function micros(text: string): bigint {
  const [whole = '', rest = ''] = text.replaceAll(',', '').split('.');
  return BigInt(whole + rest.padEnd(6, '0'));
}

/**
 * Whether a table may show an exact amount so: in cents, one of the two around it. Which of them depends on its neighbours, because the
 * rows of a column add up to its total.
 */
export function isShownAs(exact: bigint, shown: string): boolean {
  const distance = exact - micros(shown);
  return distance < 10_000n && distance > -10_000n;
}
