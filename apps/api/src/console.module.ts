import { Module } from '@nestjs/common';
import { controllers } from './areas.ts';
import { isEdge } from './http/edge.ts';

/** Sessions, management, reports. */
@Module({ controllers: controllers.filter((controller) => !isEdge(controller)) })
export class ConsoleModule {}
