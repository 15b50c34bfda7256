import type { DecisionResponse } from '@flywheel/http/decisions';
import type { ViewerSegments } from '@flywheel/http/segments';

export type FilledResult = Extract<DecisionResponse['results'][number], { outcome: 'filled' }>;
export type Decided = { decision: string; filled: FilledResult | undefined; shed: boolean };

const shedReason = 504;
const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** The api as a platform and the browsers of its people ask it. Everything throws on an answer that is no success. */
export class Platform {
  private readonly url: string;
  private readonly key: string;

  constructor(url: string, key: string) {
    this.url = url;
    this.key = key;
  }

  async put(path: string, items: readonly object[]): Promise<void> {
    await this.ask('PUT', path, { items });
  }

  async like(viewer: string, post: string, times: number): Promise<void> {
    const at = new Date().toISOString();
    const events = Array.from({ length: times }, (_, n) => ({
      v: 1,
      id: `${viewer}-${post}-${n}`,
      kind: 'like',
      at,
      viewer,
      content: post,
    }));
    await this.send(events);
  }

  /** All of them have to be stored. */
  async send(events: readonly object[]): Promise<void> {
    const { stored } = await this.ask<{ stored: number }>('POST', '/v1/events', { events });
    if (stored !== events.length) throw new Error(`${events.length - stored} events were not stored`);
  }

  segments(viewer: string): Promise<ViewerSegments> {
    return this.ask('GET', `/v1/viewers/${viewer}/segments`);
  }

  /** One slot of a feed for a viewer; `filled` is undefined when it stays empty. What was shed leaves no record. */
  async decide(viewer: string, keyValues: Record<string, string> = {}): Promise<Decided> {
    const placements = [{ id: 'feed', format: 'native_post' }];
    const context = { device: 'phone', country: 'NL', keyValues };
    const { decision, results } = await this.ask<DecisionResponse>('POST', '/v1/decisions', { viewer, placements, context });
    const shed = results.some((each) => each.outcome === 'empty' && each.reason === shedReason);
    return { decision, filled: results.find((each) => each.outcome === 'filled'), shed };
  }

  /** The ad was shown. */
  async show({ token }: FilledResult): Promise<void> {
    const headers = { 'content-type': 'text/plain', 'user-agent': agent };
    const answer = await fetch(`${this.url}/b/impression`, { method: 'POST', headers, body: token });
    if (answer.status !== 204) throw new Error(`the beacon was answered ${answer.status}: ${await answer.text()}`);
  }

  /** The viewer clicked on it. */
  async click({ clickUrl }: FilledResult): Promise<void> {
    const answer = await fetch(new URL(clickUrl, this.url), { redirect: 'manual', headers: { 'user-agent': agent } });
    if (answer.status !== 302) throw new Error(`the click was answered ${answer.status}: ${await answer.text()}`);
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers = { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as T;
  }
}
