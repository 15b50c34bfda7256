import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { SignUp, UseBootstrap } from '@flywheel/access';
import { AppProblem } from '@flywheel/http/problems';
import { bootstrap, signUp, type SessionView } from '@flywheel/http/session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseBody } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { SessionCookies } from './session-cookies.ts';

/** How people come in who have no session yet. */
@Controller('v1/people')
export class SignUpController {
  private readonly signUp: SignUp;
  private readonly bootstrap: UseBootstrap;
  private readonly cookies: SessionCookies;

  constructor(
    @Inject(SignUp) signUp: SignUp,
    @Inject(UseBootstrap) useBootstrap: UseBootstrap,
    @Inject(SessionCookies) cookies: SessionCookies,
  ) {
    this.signUp = signUp;
    this.bootstrap = useBootstrap;
    this.cookies = cookies;
  }

  /** A new advertiser: person, empty account, session. */
  @Post('sign-up')
  @HttpCode(201)
  @Permit('people', 'sign-up')
  async create(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const result = await this.signUp.run({ ...parseBody(signUp, body), ip: request.ip, now: this.cookies.now() });
    switch (result.outcome) {
      case 'signed-up':
        return this.cookies.begin(reply, result.token);
      case 'refused':
        throw new AppProblem('invalid', { field: result.field, detail: result.reason });
      case 'limited':
        throw new AppProblem('too-many-requests', { retryAfterSeconds: Math.ceil(result.retryAfterMs / 1000) });
    }
  }

  /** The first admin of a live world, by its one-time link. */
  @Post('bootstrap')
  @HttpCode(201)
  @Permit('people', 'bootstrap')
  async createAdmin(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const result = await this.bootstrap.run({ ...parseBody(bootstrap, body), now: this.cookies.now() });
    if (result.outcome === 'refused') throw new AppProblem('invalid', { field: result.field, detail: result.reason });
    return this.cookies.begin(reply, result.token);
  }
}
