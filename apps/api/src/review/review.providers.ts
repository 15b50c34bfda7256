import type { Provider, Type } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { ReviewCreative, ReviewQueue } from '@flywheel/review';
import { ReviewsController } from './reviews.controller.ts';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [ReviewsController];

/** What those controllers are given. */
export const providers: Provider[] = [
  { provide: ReviewQueue, useFactory: (database: Database) => new ReviewQueue(database), inject: [Database] },
  { provide: ReviewCreative, useFactory: (database: Database) => new ReviewCreative(database), inject: [Database] },
];
