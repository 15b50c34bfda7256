import { createHash } from 'node:crypto';
import type { CampaignTree, StoredCampaign } from '@flywheel/database/campaigns';
import type { AdDocument, AdSetDocument, CampaignDocument, CreativeDocument } from '@flywheel/http/campaigns';
import { canonicalJson, isId, micros, newId, type Id, type Instant, type Random } from '@flywheel/primitives';

/** Who saves what, when: all that a tree needs beside the document. */
export type Saving = {
  account: Id<'acc'>;
  campaign: Id<'cmp'>;
  version: number;
  document: CampaignDocument;
  /** The campaign as stored before, for ids and unchanged creatives; undefined for a new one. */
  before: StoredCampaign | undefined;
  actor: string;
  now: Instant;
};

type Numbered = {
  sets: CampaignTree['adSets'][number][];
  ads: CampaignTree['ads'][number][];
  creatives: CampaignTree['creatives'][number][];
};

/**
 * Turns a parsed document into rows. Ids that the campaign already has are kept, everything else gets a new one; a creative whose
 * content changed is a new creative and so waits for review again.
 */
export function buildTree(saving: Saving, random: Random): CampaignTree {
  const known = knownParts(saving.before?.document as CampaignDocument | undefined);
  const made: Numbered = { sets: [], ads: [], creatives: [] };
  const id = <K extends 'set' | 'ad' | 'crv'>(kind: K, given: string | undefined): Id<K> =>
    isId(kind, given) && known.ids.has(given) ? given : newId(kind, saving.now, random);
  const adSets = saving.document.adSets.map((set) => {
    const adSet = id('set', set.id);
    made.sets.push(adSetRow(adSet, set));
    const ads = set.ads.map((ad) =>
      numberedAd({ ad: id('ad', ad.id), adSet, document: ad, creative: creativeId(ad.creative, known, id) }, made),
    );
    return { ...set, id: adSet, ads };
  });
  const document = { ...saving.document, adSets };
  return {
    campaign: campaignRow(saving),
    adSets: made.sets,
    ads: made.ads,
    creatives: made.creatives,
    document,
    sha256: createHash('sha256').update(canonicalJson(document)).digest(),
    savedAt: saving.now,
    savedBy: isId('usr', saving.actor) ? saving.actor : undefined,
  };
}

function campaignRow({ document, account, campaign, version }: Saving): CampaignTree['campaign'] {
  const { budgets, schedule } = document;
  return {
    campaign,
    account,
    name: document.name,
    objective: document.objective,
    dailyBudgetMicros: budgets.dailyMicros === null ? undefined : micros(BigInt(budgets.dailyMicros)),
    lifetimeBudgetMicros: budgets.lifetimeMicros === null ? undefined : micros(BigInt(budgets.lifetimeMicros)),
    startsAt: Date.parse(schedule.startsAt),
    endsAt: schedule.endsAt === null ? undefined : Date.parse(schedule.endsAt),
    caps: document.caps,
    version,
  };
}

function adSetRow(adSet: Id<'set'>, set: AdSetDocument): Numbered['sets'][number] {
  const { name, goal, billingEvent, bidStrategy, targeting, placements, caps } = set;
  return { adSet, name, goal, billingEvent, bidStrategy, bidMicros: micros(BigInt(set.bidMicros)), targeting, placements, caps };
}

function numberedAd(part: { ad: Id<'ad'>; adSet: Id<'set'>; creative: Id<'crv'>; document: AdDocument }, made: Numbered): AdDocument {
  const { ad, adSet, creative, document } = part;
  const { id: _given, imageUrl, ...content } = document.creative;
  made.creatives.push({ creative, ...content, imageUrl: imageUrl ?? undefined });
  made.ads.push({ ad, adSet, creative, name: document.name });
  return { ...document, id: ad, creative: { ...document.creative, id: creative } };
}

type Known = { ids: ReadonlySet<string>; creatives: ReadonlyMap<string, string> };

function knownParts(document: CampaignDocument | undefined): Known {
  const ids = new Set<string>();
  const creatives = new Map<string, string>();
  for (const set of document?.adSets ?? []) {
    if (set.id) ids.add(set.id);
    for (const ad of set.ads) {
      if (ad.id) ids.add(ad.id);
      if (ad.creative.id) creatives.set(ad.creative.id, contentOf(ad.creative));
    }
  }
  return { ids: new Set([...ids, ...creatives.keys()]), creatives };
}

function creativeId(creative: CreativeDocument, known: Known, id: (kind: 'crv', given: string | undefined) => Id<'crv'>): Id<'crv'> {
  const unchanged = creative.id !== undefined && known.creatives.get(creative.id) === contentOf(creative);
  return id('crv', unchanged ? creative.id : undefined);
}

function contentOf({ id: _id, ...content }: CreativeDocument): string {
  return canonicalJson(content);
}
