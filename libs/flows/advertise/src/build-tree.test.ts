import { campaignDocument, type CampaignDocument } from '@flywheel/http/campaigns';
import { newId, seededRandom } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { buildTree } from './build-tree.ts';

const random = seededRandom('tree');
const account = newId('acc', 1, random);
const campaign = newId('cmp', 1, random);
const document = campaignDocument.parse({
  name: 'one',
  objective: 'reach',
  budgets: { dailyMicros: null, lifetimeMicros: '1000000' },
  schedule: { startsAt: '2026-01-01T00:00:00Z', endsAt: null },
  adSets: [
    {
      name: 'set',
      goal: 'reach',
      billingEvent: 'impression',
      bidMicros: '1000',
      targeting: { all: [] },
      ads: [
        { name: 'a', creative: { format: 'image', headline: 'A', landingUrl: 'https://a.example/' } },
        { name: 'b', creative: { format: 'image', headline: 'B', landingUrl: 'https://a.example/' } },
      ],
    },
  ],
});
const build = (changed: CampaignDocument, before: CampaignDocument | undefined) =>
  buildTree(
    {
      account,
      campaign,
      version: 2,
      document: changed,
      before: before && { document: before, configuredStatus: 'paused' },
      actor: 'system',
      now: 5,
    },
    random,
  );

const saved = (tree: ReturnType<typeof build>): CampaignDocument => tree.version.document as CampaignDocument;

describe('a campaign tree', () => {
  it('keeps the ids of what stays and gives new ones to the rest', () => {
    const first = build(document, undefined);
    const again = build(saved(first), saved(first));
    expect(again.ads).toEqual(first.ads);
    expect(again.adSets).toEqual(first.adSets);
    expect(again.version.document).toEqual(first.version.document);
  });

  it('makes a changed creative a new one and leaves its neighbour alone', () => {
    const first = build(document, undefined);
    const changed = structuredClone(saved(first));
    const ad = changed.adSets[0]?.ads[0] ?? expect.fail('no ad');
    ad.creative.headline = 'Changed';
    const second = build(changed, saved(first));
    expect(second.ads.map((each) => each.ad)).toEqual(first.ads.map((each) => each.ad));
    expect(second.ads[0]?.creative).not.toBe(first.ads[0]?.creative);
    expect(second.ads[1]?.creative).toBe(first.ads[1]?.creative);
  });

  it('takes a second part of one id for a copy that shares its creatives', () => {
    const first = build(document, undefined);
    const [set] = saved(first).adSets;
    const twice = build({ ...saved(first), adSets: set ? [set, set] : [] }, saved(first));
    const ids = (tree: ReturnType<typeof build>) => [...tree.adSets.map((each) => each.adSet), ...tree.ads.map((each) => each.ad)];
    expect(ids(twice)).toEqual(expect.arrayContaining(ids(first)));
    expect(new Set(ids(twice)).size).toBe(2 * ids(first).length);
    expect(twice.ads.map((each) => each.creative)).toEqual([0, 1, 0, 1].map((at) => first.ads[at]?.creative));
  });

  it('takes no foreign ids', () => {
    const stolen = structuredClone(document);
    const ad = stolen.adSets[0]?.ads[0] ?? expect.fail('no ad');
    ad.id = newId('ad', 1, random);
    expect(build(stolen, undefined).ads[0]?.ad).not.toBe(ad.id);
  });
});
