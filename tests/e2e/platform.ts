import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type APIRequestContext } from '@playwright/test';
import { giveUp } from './people.ts';
import type { DecisionResponse } from '@flywheel/http/decisions';
import type { SegmentList, ViewerSegments } from '@flywheel/http/segments';

type Filled = Extract<DecisionResponse['results'][number], { outcome: 'filled' }>;
/** A slot that an ad won, and the decision that gave it. */
export type Won = { readonly decision: string; readonly slot: Filled };

/** How many of the demo's viewers are asked about before a story gives up. */
const viewersAsked = 300;

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** The platform that embeds the service: it sends content, asks for decisions and fires beacons, with the demo's API key. */
export class Platform {
  private readonly request: APIRequestContext;
  private readonly headers: Record<string, string>;

  constructor(request: APIRequestContext) {
    this.request = request;
    const key = readFileSync(path.join(process.env['DATA_DIR'] ?? '.data', 'demo-api-key'), 'utf8').trim();
    this.headers = { authorization: `Bearer ${key}` };
  }

  /** The largest segment of the targeting picker that is sold. */
  async largestSegment(): Promise<SegmentList['segments'][number]> {
    const { segments } = await this.get<SegmentList>('/v1/segments');
    const sold = segments.filter((each) => each.sellable && each.members !== null);
    return sold.sort((a, b) => (b.members ?? 0) - (a.members ?? 0))[0] ?? giveUp('the demo has no segment to sell');
  }

  /** A viewer who is in a segment (or is not, though something is known of him) and let us know his interests. */
  async findViewer(segment: string, inside: boolean): Promise<string> {
    for (let index = 1; index <= viewersAsked; index += 1) {
      const viewer = `demo-viewer-${index}`;
      const { consent, segments } = await this.get<ViewerSegments>(`/v1/viewers/${viewer}/segments`);
      if (consent && segments.length > 0 && segments.some((each) => each.segment === segment) === inside) return viewer;
    }
    return giveUp(`none of ${viewersAsked} viewers is ${inside ? 'in' : 'outside'} the segment`);
  }

  /** Tells of events; answers what became of them. */
  async send(events: readonly object[]): Promise<unknown> {
    const answer = await this.request.post('/v1/events', { headers: this.headers, data: { events } });
    expect(answer.status()).toBe(200);
    return answer.json();
  }

  /** Publishes a post of a creator. */
  async publish(post: { id: string; creator: string; title: string; publishedAt: string }): Promise<void> {
    const answer = await this.request.put('/v1/contents', { headers: this.headers, data: { items: [post] } });
    expect(await answer.json()).toMatchObject({ stored: 1, refused: 0 });
  }

  /** Asks for one slot beside a post; undefined when it stays empty. */
  async decide(viewer: string, content: string): Promise<Won | undefined> {
    const data = { viewer, placements: [{ id: 'feed-top', format: 'native_post', content }], context: { device: 'phone', country: 'DE' } };
    const answer = await this.request.post('/v1/decisions', { headers: this.headers, data });
    expect(answer.status()).toBe(200);
    const { decision, results } = (await answer.json()) as DecisionResponse;
    const [slot] = results;
    return slot?.outcome === 'filled' ? { decision, slot } : undefined;
  }

  /** Tells that an ad was rendered, or was seen; returns the status. */
  async beacon(kind: 'impression' | 'viewable', token: string): Promise<number> {
    // The test's own client says that it is a robot, and robots never count.
    const headers = { 'content-type': 'text/plain', 'user-agent': browser };
    const answer = await this.request.post(`/b/${kind}`, { headers, data: token });
    return answer.status();
  }

  private async get<T>(address: string): Promise<T> {
    const answer = await this.request.get(address, { headers: this.headers });
    expect(answer.status(), address).toBe(200);
    return (await answer.json()) as T;
  }
}
