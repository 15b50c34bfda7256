import { Controller, Get } from '@nestjs/common';
import type { MetricList } from '@flywheel/http/metrics';
import { listMetrics } from '@flywheel/report';
import { Permit } from '../http/permit.ts';

/** The registry of every number: what it means, how it totals, what it is called. */
@Controller('v1/metrics')
export class MetricsController {
  @Get()
  @Permit('metrics', 'read')
  list(): MetricList {
    return { metrics: listMetrics() };
  }
}
