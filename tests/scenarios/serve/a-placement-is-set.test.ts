import { createCallers, insertOwner, type Caller } from '../access/two-owners.ts';
import { useRunningApi } from '../../stack/running-api.ts';
import type { PlacementList, PlacementSettings } from '@flywheel/http/placements';
import { beforeAll, describe, expect, it } from 'vitest';

const api = useRunningApi();
let callers: Caller[];
beforeAll(async () => {
  callers = await createCallers(api.database, api.url, await insertOwner(api.database, 'Owner'));
});

const settings: PlacementSettings = {
  adsOn: true,
  rule: 'vcg',
  positionPpm: [1_000_000, 800_000],
  floorMicros: '300000',
  floors: [{ country: 'NL', device: 'phone', floorMicros: '500000' }],
  incrementMicros: '0',
  firstPosition: 2,
  gap: 5,
  shareBps: 1000,
  fatigueAds: 20,
  fatigueHides: null,
  displacedBudgetMicros: '40',
  safetyTier: 'strict',
  clickWorthMicros: '0',
  hideCostMicros: '100000',
};
const ask = (role: string, method: 'GET' | 'PUT', name = '', body?: object): Promise<Response> =>
  fetch(`${api.url}/v1/placements${name && `/${encodeURIComponent(name)}`}`, {
    method,
    headers: { ...callers.find((caller) => caller.role === role)?.headers, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
const list = async (): Promise<PlacementList> => (await (await ask('ops', 'GET')).json()) as PlacementList;
const versionOf = async (): Promise<bigint> => {
  const { rows } = await api.database.read.query<{ version: bigint }>('SELECT version FROM config_version');
  return rows[0]?.version ?? 0n;
};

describe('a placement', () => {
  it('that has no settings follows those of all others', async () => {
    const { placements } = await list();
    expect(placements).toHaveLength(1);
    expect(placements[0]).toMatchObject({ placement: '*', rule: 'second', firstPosition: 4, gap: 3, shareBps: 2000 });
  });

  it('is set as a whole, listed as it was set, and changed again', async () => {
    const before = await versionOf();
    const put = await ask('ops', 'PUT', 'feed/top', settings);
    expect(put.status).toBe(200);
    expect(await put.json()).toEqual({ placement: 'feed/top', ...settings });
    expect((await list()).placements[1]).toEqual({ placement: 'feed/top', ...settings });
    expect((await ask('ops', 'PUT', 'feed/top', { ...settings, rule: 'gsp', fatigueAds: null })).status).toBe(200);
    expect((await list()).placements[1]).toMatchObject({ rule: 'gsp', fatigueAds: null });
    expect(await versionOf()).toBe(before + 2n);
  });

  it('leaves behind who changed it and what it was at every version', async () => {
    const events = await api.database.read.query<{ action: string }>(
      `SELECT action FROM audit_event WHERE subject = 'feed/top' ORDER BY audit_id`,
    );
    expect(events.rows.map((row) => row.action)).toEqual(['placement.created', 'placement.changed']);
    const kept = await api.database.read.query<{ rule: string }>(
      `SELECT row ->> 'rule' AS rule FROM config_history WHERE area = 'placement' AND key = 'feed/top' ORDER BY version`,
    );
    expect(kept.rows.map((row) => row.rule)).toEqual(['vcg', 'gsp']);
  });

  it('names the field that is wrong and stays as it was', async () => {
    const refused = async (changed: object): Promise<unknown> => (await ask('ops', 'PUT', 'feed/top', { ...settings, ...changed })).json();
    expect(await refused({ positionPpm: [1, 2] })).toMatchObject({ status: 422, code: 'invalid', field: 'positionPpm' });
    expect(await refused({ floors: [{ country: 'nl', floorMicros: '1' }] })).toMatchObject({ field: 'floors.0.country' });
    const named = await ask('ops', 'PUT', 'two words', settings);
    expect(await named.json()).toMatchObject({ status: 422, field: 'placement' });
    expect((await list()).placements).toHaveLength(2);
  });

  it('is the operator’s alone', async () => {
    for (const role of ['advertiser.owner', 'finance.approver', 'admin']) expect((await ask(role, 'PUT', '*', settings)).status).toBe(403);
  });
});
