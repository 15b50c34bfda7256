import type { Provider, Type } from '@nestjs/common';

/** Controllers of this area; those marked @Edge() go to the edge, the rest to the console. */
export const controllers: Type[] = [];

/** What those controllers are given. */
export const providers: Provider[] = [];
