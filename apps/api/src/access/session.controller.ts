import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { DemoSignIn, SignIn, SignOut } from '@flywheel/access';
import { AppProblem } from '@flywheel/http/problems';
import { demoSignIn, signIn, type SessionView } from '@flywheel/http/session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseBody } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { SessionCookies } from './session-cookies.ts';

@Controller('v1/session')
export class SessionController {
  private readonly signIn: SignIn;
  private readonly demo: DemoSignIn;
  private readonly signOut: SignOut;
  private readonly cookies: SessionCookies;

  constructor(
    @Inject(SignIn) signIn: SignIn,
    @Inject(DemoSignIn) demo: DemoSignIn,
    @Inject(SignOut) signOut: SignOut,
    @Inject(SessionCookies) cookies: SessionCookies,
  ) {
    this.signIn = signIn;
    this.demo = demo;
    this.signOut = signOut;
    this.cookies = cookies;
  }

  /** Who is signed in; 401 when nobody is. */
  @Get()
  @Permit('session', 'read')
  async read(@Req() request: FastifyRequest): Promise<SessionView> {
    return this.cookies.view(this.cookies.tokenOf(request));
  }

  /** Signs in by address and password and sets the session cookie. */
  @Post()
  @HttpCode(200)
  @Permit('session', 'create')
  async create(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { email, password } = parseBody(signIn, body);
    const result = await this.signIn.run({ email, password, ip: request.ip, now: this.cookies.now() });
    switch (result.outcome) {
      case 'signed-in':
        return this.cookies.begin(reply, result.token);
      case 'refused':
        throw new AppProblem('wrong-credentials');
      case 'limited':
        throw new AppProblem('too-many-requests', { retryAfterSeconds: Math.ceil(result.retryAfterMs / 1000) });
    }
  }

  /** Signs in as the person behind a role tile, in a marked demo only. */
  @Post('demo')
  @HttpCode(200)
  @Permit('session', 'create')
  async createDemo(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const { role } = parseBody(demoSignIn, body);
    const result = await this.demo.run({ tile: role, now: this.cookies.now() });
    if (result.outcome === 'signed-in') return this.cookies.begin(reply, result.token);
    if (result.reason === 'not-a-demo') throw new AppProblem('not-demo');
    throw new AppProblem('conflict', { detail: 'the demo is still being made: this person is not there yet' });
  }

  /** Signs out; without a session nothing changes. */
  @Delete()
  @HttpCode(204)
  @Permit('session', 'end')
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = this.cookies.tokenOf(request);
    if (token !== undefined) await this.signOut.run({ token, now: this.cookies.now() });
    this.cookies.clear(reply);
  }
}
