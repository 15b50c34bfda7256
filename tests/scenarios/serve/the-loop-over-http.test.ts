import type { CampaignDetail } from '@flywheel/http/campaigns';
import type { DecisionResponse } from '@flywheel/http/decisions';
import type { ExplainedDecision } from '@flywheel/http/explanations';
import type { ReviewQueue } from '@flywheel/http/reviews';
import { beforeAll, describe, expect, it } from 'vitest';
import { campaignDraft } from '../../fixtures/advertised-world.ts';
import { useRunningApi } from '../../stack/running-api.ts';
import { callerOf } from '../access/call-as.ts';
import { createCallers, insertOwner, type Caller, type Owned } from '../access/two-owners.ts';

describe('the program', () => {
  const api = useRunningApi();
  let owned: Owned;
  let callers: Caller[];
  let call: ReturnType<typeof callerOf>;
  beforeAll(async () => {
    owned = await insertOwner(api.database, 'Books');
    callers = await createCallers(api.database, api.url, owned);
    call = callerOf(api.url, callers);
  }, 60_000);

  const until = async <T>(what: () => Promise<T | undefined>): Promise<T> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const found = await what();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return expect.fail('it did not come true within five seconds');
  };
  const decide = async (): Promise<DecisionResponse> => {
    const request = { placements: [{ id: 'feed', format: 'native_post' }], context: { country: 'DE' } };
    // Keys are checked in memory, which learns of a new key within a second.
    return until(async () => {
      const { status, body } = await call<DecisionResponse>('key:decisions:read', 'POST', '/v1/decisions', request);
      return status === 200 ? body : undefined;
    });
  };

  it('names the field of a faulty campaign', async () => {
    const faulty = { ...campaignDraft(), objective: 'traffic' };
    const answer = await call<{ field: string }>('advertiser.owner', 'POST', `/v1/accounts/${owned.account}/campaigns`, faulty);
    expect(answer).toMatchObject({ status: 422, body: { field: 'adSets.0.goal' } });
  });

  it('takes a campaign from its draft to an impression, each step by who may do it', async () => {
    const payment = { amountMicros: '60000000', pspEvent: 'psp-1' };
    expect(await call('advertiser.billing', 'POST', `/v1/accounts/${owned.account}/top-ups`, payment)).toMatchObject({ status: 200 });
    const created = await call<CampaignDetail>('advertiser.owner', 'POST', `/v1/accounts/${owned.account}/campaigns`, campaignDraft());
    expect(created).toMatchObject({ status: 201, body: { effective: { status: 'draft' } } });
    const { id } = created.body;
    const started = await call<CampaignDetail>('advertiser.owner', 'POST', `/v1/campaigns/${id}/status`, { status: 'active' });
    expect(started.body).toMatchObject({ effective: { status: 'in_review' }, heldMicros: '50000000' });
    const queue = await call<ReviewQueue>('moderator', 'GET', '/v1/reviews/creatives');
    const waiting = queue.body.items.find((each) => each.campaign === id) ?? expect.fail('it does not wait for review');
    expect(await call('moderator', 'POST', `/v1/reviews/creatives/${waiting.creative}`, { decision: 'approve' })).toMatchObject({
      status: 200,
    });
    const response = await until(async () => {
      const answer = await decide();
      return answer.results[0]?.outcome === 'filled' ? answer : undefined;
    });
    const [slot] = response.results;
    const token = slot?.outcome === 'filled' ? slot.token : expect.fail('not filled');
    // Seen right away, before its record is written, it would be charged some seconds later.
    const explained = await until(async () => {
      const answer = await call<ExplainedDecision>('ops', 'GET', `/v1/decisions/${response.decision}/explain`);
      return answer.status === 200 ? answer.body : undefined;
    });
    expect(explained.placements[0]).toMatchObject({ outcome: 'filled', slots: [{ priceMicros: '100' }] });
    const headers = {
      'content-type': 'text/plain',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    };
    const beacon = await fetch(`${api.url}/b/impression`, { method: 'POST', headers, body: token });
    expect(beacon.status).toBe(204);
    const { rows } = await api.database.read.query('SELECT price_micros FROM charge');
    expect(rows).toEqual([{ price_micros: 100n }]);
  });

  it('stops serving within a second of a pause', async () => {
    const [campaign] = (
      await call<{ items: { id: string; configuredStatus: string }[] }>(
        'advertiser.owner',
        'GET',
        `/v1/accounts/${owned.account}/campaigns`,
      )
    ).body.items;
    const paused = await call('advertiser.owner', 'POST', `/v1/campaigns/${campaign?.id}/status`, { status: 'paused' });
    expect(paused.status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect((await decide()).results[0]).toMatchObject({ outcome: 'empty', reason: 521 });
  });
});
