import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateApiKey } from '@flywheel/access';
import { Database } from '@flywheel/database';
import type { DecisionResponse } from '@flywheel/http/decisions';
import { seededRandom } from '@flywheel/primitives';
import type { Part } from '../../part.ts';
import { launchReach } from './launch-reach.ts';
import { openDeciding } from './open-deciding.ts';
import { openOwner, type OwnerSession } from './owner-session.ts';

const people = 100_000;
const peopleAtOnce = 1000;
const backgroundCampaigns = 1000;
const goalSeconds = 10;
const patienceMs = 120_000;

/** How soon 100,000 uploaded hashes may be targeted, and how soon an ad for them is decided by. */
export const uploadsPart: Part = async ({ databaseUrl, tell }) => {
  const folder = mkdtempSync(join(tmpdir(), 'flywheel-bench-'));
  const deciding = await openDeciding(databaseUrl, { campaigns: backgroundCampaigns, folder, serve: 'edge,console', tell });
  const database = new Database({ url: deciding.url, poolSize: 2 });
  try {
    await database.ready();
    const { server, key } = deciding;
    const owner = await openOwner(database, { name: 'uploading', server, random: seededRandom('uploading') });
    tell(`uploads: ${people} people are told of`);
    await tellPeople(database, server.url);
    tell(`uploads: ${people} hashes are uploaded`);
    const began = performance.now();
    const audience = await upload(owner);
    const targetable = (performance.now() - began) / 1000;
    const targeting = { attr: 'audience' as const, op: 'in' as const, values: [audience] };
    await launchReach(owner, database, { name: 'Uploaded people', targeting });
    const served = await firstServed(server.url, key, owner);
    const decided = served === undefined ? undefined : (served - began) / 1000;
    return {
      lines: [
        `uploads: ${people} hashes of as many known people, one stream over HTTP, beside ${backgroundCampaigns} campaigns`,
        `  matched and targetable after ${targetable.toFixed(1)} s (goal ${goalSeconds}), ` +
          `an ad for them won ${decided?.toFixed(1) ?? 'never'} s after the first byte, its campaign's launch included`,
      ],
      json: { people, targetableSeconds: targetable, decidedSeconds: decided },
    };
  } finally {
    await database.close();
    await deciding.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const hashOf = (n: number): string => createHash('sha256').update(`person-${n}@uploaded.example`).digest('hex');

async function tellPeople(database: Database, url: string): Promise<void> {
  const key = await new CreateApiKey(database).run({ name: 'uploads', scopes: ['content:write'], now: database.clock.now() });
  // A new key is known to the edge within a second.
  await wait(1200);
  for (let from = 0; from < people; from += peopleAtOnce) {
    const items = Array.from({ length: peopleAtOnce }, (_, at) => {
      return { id: `uploaded-${from + at}`, purposes: ['personalisation', 'ads'], country: 'NL', identifierHashes: [hashOf(from + at)] };
    });
    const headers = { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/v1/viewers`, { method: 'PUT', headers, body: JSON.stringify({ items }) });
    if (!answer.ok) throw new Error(`people were refused: ${answer.status} ${await answer.text()}`);
  }
}

/** Answers when the list is ready to be targeted. */
async function upload(owner: OwnerSession): Promise<string> {
  const path = `/v1/accounts/${owner.account}/audiences`;
  const made = await owner.ask('POST', path, { name: 'customers', definition: { kind: 'upload' } });
  const { id } = made.body as { id: string };
  const text = Array.from({ length: people }, (_, n) => hashOf(n)).join('\n');
  await owner.send('POST', `${path}/${id}/members?action=add`, { type: 'text/csv', text });
  for (const until = performance.now() + patienceMs; performance.now() < until; await wait(50)) {
    const { body } = await owner.ask('GET', `${path}/${id}`);
    if ((body as { state: string }).state === 'ready') return id;
  }
  throw new Error('the uploaded list did not become ready');
}

/** The moment an ad of the account first won for somebody on the list. */
async function firstServed(url: string, key: string, owner: OwnerSession): Promise<number | undefined> {
  const advertiser = 'uploading';
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  for (let n = 0, until = performance.now() + patienceMs; performance.now() < until; n += 1) {
    const body = JSON.stringify({
      viewer: `uploaded-${(n * 7919) % people}`,
      placements: [{ id: 'feed', format: 'native_post' }],
      context: { device: 'phone', country: 'NL', keyValues: { upload: owner.account } },
    });
    const answer = (await (await fetch(`${url}/v1/decisions`, { method: 'POST', headers, body })).json()) as DecisionResponse;
    if (answer.results.some((each) => each.outcome === 'filled' && each.advertiser === advertiser)) return performance.now();
    await wait(20);
  }
  return undefined;
}
