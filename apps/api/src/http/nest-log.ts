import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own words in our log; its start-up chatter is left out. */
export class NestLog implements LoggerService {
  private readonly logger: Logger;

  constructor(logger: Logger) {
    this.logger = logger;
  }

  log(): void {
    // "Mapped {/v1/…} route" and the like: GET /openapi.json says it better.
  }

  warn(message: unknown): void {
    this.logger.warn({ flow: 'nest', outcome: 'warning', reason: String(message) });
  }

  error(message: unknown): void {
    this.logger.error({ flow: 'nest', outcome: 'failed', reason: String(message) });
  }
}
