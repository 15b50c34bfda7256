import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { accountsQuery, entriesQuery, type LedgerAccount, type LedgerEntry, type TrialBalanceView } from '@flywheel/http/ledger';
import { AppProblem } from '@flywheel/http/problems';
import { isId } from '@flywheel/primitives';
import { ListLedgerAccounts, ListLedgerEntries, ShowLedgerEntry, TrialBalance } from '@flywheel/settle';
import { parseQuery } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';

@Controller('v1/ledger')
export class LedgerController {
  private readonly database: Database;
  private readonly trialBalance: TrialBalance;
  private readonly accounts: ListLedgerAccounts;
  private readonly entries: ListLedgerEntries;
  private readonly entry: ShowLedgerEntry;

  constructor(
    @Inject(Database) database: Database,
    @Inject(TrialBalance) trialBalance: TrialBalance,
    @Inject(ListLedgerAccounts) accounts: ListLedgerAccounts,
    @Inject(ListLedgerEntries) entries: ListLedgerEntries,
    @Inject(ShowLedgerEntry) entry: ShowLedgerEntry,
  ) {
    this.database = database;
    this.trialBalance = trialBalance;
    this.accounts = accounts;
    this.entries = entries;
    this.entry = entry;
  }

  @Get('trial-balance')
  @Permit('ledger', 'read')
  async trial(): Promise<TrialBalanceView> {
    const { balanced, rows, totals } = await this.trialBalance.run();
    return {
      asOf: new Date(this.database.clock.now()).toISOString(),
      balanced,
      rows: rows.map(({ debitMicros, creditMicros, ...row }) => ({
        ...row,
        debitMicros: debitMicros.toString(),
        creditMicros: creditMicros.toString(),
        balanceMicros: (debitMicros - creditMicros).toString(),
      })),
      totals: totals.map(({ currency, debitMicros, creditMicros, differenceMicros }) => ({
        currency,
        debitMicros: debitMicros.toString(),
        creditMicros: creditMicros.toString(),
        differenceMicros: differenceMicros.toString(),
      })),
    };
  }

  @Get('accounts')
  @Permit('ledger', 'read')
  async listAccounts(@Query() query: unknown): Promise<{ accounts: LedgerAccount[] }> {
    return { accounts: await this.accounts.run(parseQuery(accountsQuery, query)) };
  }

  @Get('entries')
  @Permit('ledger', 'read')
  listEntries(@Query() query: unknown): Promise<{ entries: LedgerEntry[]; next: string | null }> {
    return this.entries.run(parseQuery(entriesQuery, query));
  }

  @Get('entries/:id')
  @Permit('ledger', 'read')
  async showEntry(@Param('id') id: string): Promise<object> {
    const shown = isId('ent', id) ? await this.entry.run({ entry: id }) : undefined;
    if (!shown) throw new AppProblem('not-found');
    return shown;
  }
}
