import { Controller, Get, Inject } from '@nestjs/common';
import type { RevenueModeView } from '@flywheel/http/ledger';
import { ShowRevenueMode } from '@flywheel/settle/revenue';
import { Permit } from '../http/permit.ts';

@Controller('v1/ledger/revenue-mode')
export class RevenueModeController {
  private readonly mode: ShowRevenueMode;

  constructor(@Inject(ShowRevenueMode) mode: ShowRevenueMode) {
    this.mode = mode;
  }

  @Get()
  @Permit('ledger', 'read')
  async show(): Promise<RevenueModeView> {
    const { mode, since } = await this.mode.run();
    return { mode, since: since === undefined ? null : new Date(since).toISOString() };
  }
}
