import { pino, type Logger } from 'pino';

/** One structured line per finished flow, JSON on stderr, UTC. Never give it a person's identifier or a secret. */
export function createLogger(level: string = 'info'): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
