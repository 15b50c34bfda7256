import { Module } from '@nestjs/common';
import { controllers } from './areas.ts';
import { HealthController } from './access/health.controller.ts';
import { isEdge } from './http/edge.ts';

/** The hot path: decisions, events, beacons. API keys and tokens only, no session, no interceptor, nothing made per request. */
@Module({ controllers: controllers.filter((each) => isEdge(each) && each !== HealthController) })
export class EdgeModule {}
