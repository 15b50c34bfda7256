import { Inject } from '@nestjs/common';
import { ReadSession } from '@flywheel/access';
import { Database } from '@flywheel/database';
import { AppProblem } from '@flywheel/http/problems';
import type { SessionView } from '@flywheel/http/session';
import type { Instant } from '@flywheel/primitives';
import type { Env } from '@flywheel/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCookie, sessionCookie, sessionCookieName } from '../http/cookies.ts';
import { ENV } from '../http/tokens.ts';

/** Puts session tokens into cookies and takes them out; every way of signing in ends here. */
export class SessionCookies {
  private readonly https: boolean;
  private readonly database: Database;
  private readonly sessions: ReadSession;

  constructor(@Inject(Database) database: Database, @Inject(ReadSession) sessions: ReadSession, @Inject(ENV) env: Env) {
    this.database = database;
    this.sessions = sessions;
    this.https = env.origin?.startsWith('https:') ?? false;
  }

  now(): Instant {
    return this.database.clock.now();
  }

  tokenOf(request: FastifyRequest): string | undefined {
    return readCookie(request.headers.cookie, sessionCookieName(this.https));
  }

  /** Sets the cookie and answers who is signed in now. */
  async begin(reply: FastifyReply, token: string): Promise<SessionView> {
    void reply.header('set-cookie', sessionCookie(this.https, token));
    return this.view(token);
  }

  /** The live session of a token, or 401. */
  async view(token: string | undefined): Promise<SessionView> {
    const found = token === undefined ? undefined : await this.sessions.run({ token, now: this.now() });
    if (found?.outcome !== 'live') throw new AppProblem('sign-in-needed');
    return found.session;
  }

  clear(reply: FastifyReply): void {
    void reply.header('set-cookie', sessionCookie(this.https, undefined));
  }
}
