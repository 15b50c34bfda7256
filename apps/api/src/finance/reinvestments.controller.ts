import { Controller, Get, Inject } from '@nestjs/common';
import type { ReinvestmentView } from '@flywheel/http/periods';
import { ListReinvestments } from '@flywheel/settle';
import { Permit } from '../http/permit.ts';

@Controller('v1/reinvestments')
export class ReinvestmentsController {
  private readonly reinvestments: ListReinvestments;

  constructor(@Inject(ListReinvestments) reinvestments: ListReinvestments) {
    this.reinvestments = reinvestments;
  }

  @Get()
  @Permit('reinvestments', 'read')
  async list(): Promise<{ runs: ReinvestmentView[] }> {
    return { runs: await this.reinvestments.run() };
  }
}
