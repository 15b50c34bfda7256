import type { Provider, Type } from '@nestjs/common';
import {
  CheckApiKey,
  CreateApiKey,
  CreatePerson,
  DemoSignIn,
  OfferBootstrap,
  ReadSession,
  SignIn,
  SignOut,
  SignUp,
  UseBootstrap,
} from '@flywheel/access';
import { Database } from '@flywheel/database';
import { EffectsController } from './effects.controller.ts';
import { HealthController } from './health.controller.ts';
import { KeyWatch } from './key-watch.ts';
import { KeysController } from './keys.controller.ts';
import { OpenapiController } from './openapi.controller.ts';
import { PeopleController } from './people.controller.ts';
import { SessionCookies } from './session-cookies.ts';
import { SessionController } from './session.controller.ts';
import { SignUpController } from './sign-up.controller.ts';
import { WorldController } from './world.controller.ts';

const flows: Type[] = [
  CheckApiKey,
  CreateApiKey,
  CreatePerson,
  DemoSignIn,
  OfferBootstrap,
  ReadSession,
  SignIn,
  SignOut,
  SignUp,
  UseBootstrap,
];

/** Sign-in, people, keys, and what the program says about itself. */
export const controllers: Type[] = [
  EffectsController,
  HealthController,
  KeysController,
  OpenapiController,
  PeopleController,
  SessionController,
  SignUpController,
  WorldController,
];

export const providers: Provider[] = [
  ...flows.map((flow): Provider => ({ provide: flow, useFactory: (database: Database) => new flow(database), inject: [Database] })),
  KeyWatch,
  SessionCookies,
];
