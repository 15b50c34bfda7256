import type { Database } from '@flywheel/database';
import { readLandingUrl } from '@flywheel/database/charges';
import type { Instant } from '@flywheel/primitives';
import type { ImpressionTokens } from '@flywheel/runtime';
import type { RecordBeacon } from './record-beacon.ts';

const mostRemembered = 10_000;

/** `unknown`: a forged token, or a creative nobody stored: there is nowhere to send the person. */
export type Followed = { outcome: 'redirect'; url: string; recorded: boolean } | { outcome: 'unknown' };

/** Sends a person who clicked to the stored landing URL, never to one that the request names, and records the click. */
export class FollowClick {
  private readonly database: Database;
  private readonly tokens: ImpressionTokens;
  private readonly beacon: RecordBeacon;
  private readonly landing = new Map<string, string>();

  constructor(database: Database, tokens: ImpressionTokens, beacon: RecordBeacon) {
    this.database = database;
    this.tokens = tokens;
    this.beacon = beacon;
  }

  async run(click: { token: string; acceptedAt: Instant; userAgent?: string | undefined; counts: boolean }): Promise<Followed> {
    const verified = this.tokens.verify(click.token);
    if (verified.outcome === 'forged') return { outcome: 'unknown' };
    const url = await this.landingOf(verified.claims.creative);
    if (url === undefined) return { outcome: 'unknown' };
    if (!click.counts) return { outcome: 'redirect', url, recorded: false };
    // The person gets where they wanted to go even when the click can not be stored: then it is not billed, but counted as unrecorded.
    const stored = await this.beacon.run({ kind: 'click', ...click }).then(
      () => true,
      () => {
        this.beacon.missClick();
        return false;
      },
    );
    return { outcome: 'redirect', url, recorded: stored };
  }

  private async landingOf(creative: Parameters<typeof readLandingUrl>[1]): Promise<string | undefined> {
    const known = this.landing.get(creative);
    // While the database is away, what was read before still leads people where they wanted to go.
    const url = await readLandingUrl(this.database.read, creative).catch(() => known);
    if (this.landing.size >= mostRemembered) this.landing.clear();
    if (url !== undefined) this.landing.set(creative, url);
    return url;
  }
}
