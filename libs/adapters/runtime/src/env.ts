import { readFileSync } from 'node:fs';

/** Every setting, read once at start. `X_FILE` may name a file that holds the value of `X`. */
export type Env = {
  /** CHECKPOINT_KEY: the Ed25519 key that signs checkpoints (PKCS #8, PEM). Default: made in DATA_DIR at first boot. */
  readonly checkpointKey: string | undefined;
  /** Where Chromium is, for tests. Default: searched. */
  readonly chromiumPath: string | undefined;
  /** DATABASE_URL: the Postgres database of this world. */
  readonly databaseUrl: string;
  /** DATA_DIR: state of the embedded default: cluster, secrets. Default `.data`. */
  readonly dataDir: string;
  /** EVENTS_KEEP_DAYS: days of events older than that are dropped; 0 keeps all, else at least 31. Default 0. */
  readonly eventsKeepDays: number;
  /** EVENTS_PER_SECOND: how many events one API key may send a second, over 10 s; more is answered 429. Default 50,000. */
  readonly eventsPerSecond: number;
  /** EXPLORE_PPM: how many of a million requests draw the chances of ads instead of taking the best estimate. Default 10,000. */
  readonly explorePpm: number;
  /** HOST to listen on. Default 127.0.0.1. */
  readonly host: string;
  /** ORIGIN: public address behind TLS, e.g. https://ads.example. Default: the request's own, http. */
  readonly origin: string | undefined;
  /** PEER_URL: where the other processes that decide reach this one. Default: the address it listens on, so one machine. */
  readonly peerUrl: string | undefined;
  /** PORT to listen on; 0 takes a free one. Default 3000. */
  readonly port: number;
  /** REDIS_URL: run jobs on Redis and allow several processes. Default: jobs on Postgres, one process. */
  readonly redisUrl: string | undefined;
  /** REPORT_DATABASE_URL: the same database for a user who only reads; reports sign in with it. Default: DATABASE_URL. */
  readonly reportDatabaseUrl: string | undefined;
  /** REVENUE_AS: how the operator stands to advertisers: books all they pay (principal), or his fee (agent). Default principal. */
  readonly revenueAs: 'principal' | 'agent';
  /** SEGMENT_MIN_PEOPLE: people a segment must hold to be sold. Default 1,000; a marked demo or replay runs at 20. */
  readonly segmentMinPeople: number;
  /** COMMUNITY_MIN_PEOPLE: people who have to turn to a content before it may be in a community. Default 20, at least 10. */
  readonly communityMinPeople: number;
  /** SERVE: which halves this process serves. Default edge,console. */
  readonly serve: ReadonlySet<'edge' | 'console'>;
  /** WORLD: demo, live or replay; one database each. */
  readonly world: 'demo' | 'live' | 'replay';
};

const worlds = ['demo', 'live', 'replay'] as const;

/** Parses the environment; throws one sentence that names the variable when a value can not be used. */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const text = (name: string): string | undefined => {
    const file = variables[`${name}_FILE`];
    const value = file ? readFileSync(file, 'utf8').trim() : variables[name];
    return value === '' ? undefined : value;
  };
  const whole = (name: string, fallback: number, least: number, most: number): number => {
    const value = Number(text(name) ?? fallback);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new Error(`${name} must be a whole number from ${least} to ${most}`);
    return value;
  };
  const oneOf = <T extends string>(name: string, words: readonly T[], fallback: T): T => {
    const word = words.find((each) => each === (text(name) ?? fallback));
    if (!word) throw new Error(`${name} must be one of ${words.join(', ')}`);
    return word;
  };
  const databaseUrl = text('DATABASE_URL');
  if (!databaseUrl) throw new Error('DATABASE_URL must name a Postgres database; npm start provides one');
  const world = oneOf('WORLD', worlds, 'live');
  const marked = world !== 'live';
  return {
    checkpointKey: text('CHECKPOINT_KEY'),
    chromiumPath: text('CHROMIUM_PATH'),
    databaseUrl,
    dataDir: text('DATA_DIR') ?? '.data',
    eventsKeepDays: keptDays(whole('EVENTS_KEEP_DAYS', 0, 0, 100_000)),
    eventsPerSecond: whole('EVENTS_PER_SECOND', 50_000, 1, 10_000_000),
    explorePpm: whole('EXPLORE_PPM', 10_000, 0, 1_000_000),
    host: text('HOST') ?? '127.0.0.1',
    origin: text('ORIGIN'),
    peerUrl: peerUrl(text('PEER_URL')),
    port: whole('PORT', 3000, 0, 65_535),
    redisUrl: text('REDIS_URL'),
    reportDatabaseUrl: text('REPORT_DATABASE_URL'),
    revenueAs: oneOf('REVENUE_AS', ['principal', 'agent'], 'principal'),
    communityMinPeople: whole('COMMUNITY_MIN_PEOPLE', 20, 10, 1_000_000),
    segmentMinPeople: whole('SEGMENT_MIN_PEOPLE', marked ? 20 : 1000, marked ? 20 : 1000, 1_000_000_000),
    serve: serveSet(text('SERVE')),
    world,
  };
}

/** Live events are up to 30 days old when they come. */
function keptDays(days: number): number {
  if (days > 0 && days < 31) throw new Error('EVENTS_KEEP_DAYS must be 0 (keep all) or at least 31');
  return days;
}

function peerUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw new Error('PEER_URL must be an http or https address without a path, such as http://10.0.0.5:3000');
  return url.origin;
}

function serveSet(text: string | undefined): Env['serve'] {
  const halves = (text ?? 'edge,console').split(',').map((half) => half.trim());
  const known = halves.filter((half) => half === 'edge' || half === 'console');
  if (known.length !== halves.length) throw new Error('SERVE must list edge, console or both');
  return new Set(known);
}
