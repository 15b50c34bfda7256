import type { CampaignTree, StoredCampaign } from '@flywheel/database/campaigns';
import { readDocument, type AdDocument, type AdSetDocument, type CampaignDocument, type CreativeDocument } from '@flywheel/http/campaigns';
import { canonicalJson, isId, newId, type Id, type Instant, type Random } from '@flywheel/primitives';
import { adRow, adSetRow, campaignRow, creativeRow } from './tree-rows.ts';

/** Who saves what, when: all that a tree needs beside the document. */
export type Saving = {
  account: Id<'acc'>;
  campaign: Id<'cmp'>;
  version: number;
  document: CampaignDocument;
  /** The campaign as stored before, for ids and unchanged creatives; undefined for a new one. */
  before: Pick<StoredCampaign, 'document' | 'configuredStatus'> | undefined;
  actor: string;
  now: Instant;
};

type Numbered = {
  sets: CampaignTree['adSets'][number][];
  ads: CampaignTree['ads'][number][];
  creatives: CampaignTree['creatives'][number][];
};

/**
 * Turns a parsed document into rows. Ids that the campaign already has are kept, everything else gets a new one, and so does a second part
 * of one id: it is a copy. A creative whose content changed is a new creative and so waits for review again; copies share theirs.
 */
export function buildTree(saving: Saving, random: Random): CampaignTree {
  const known = knownParts(saving.before && readDocument(saving.before.document));
  const made: Numbered = { sets: [], ads: [], creatives: [] };
  const used = new Set<string>();
  const id = <K extends 'set' | 'ad' | 'crv'>(kind: K, given: string | undefined): Id<K> => {
    const kept = isId(kind, given) && known.ids.has(given) && (kind === 'crv' || !used.has(given));
    if (kept) used.add(given);
    return kept ? given : newId(kind, saving.now, random);
  };
  const adSets = saving.document.adSets.map((set): AdSetDocument => {
    const adSet = id('set', set.id);
    made.sets.push(adSetRow(adSet, set, saving.document));
    const ads = set.ads.map((ad) =>
      numberedAd({ ad: id('ad', ad.id), adSet, document: ad, creative: creativeId(ad.creative, known, id) }, made),
    );
    return { ...set, id: adSet, ads };
  });
  const { account, campaign, version, document, before, actor, now } = saving;
  return {
    campaign: campaignRow({ account, campaign, version, document }),
    adSets: made.sets,
    ads: made.ads,
    creatives: made.creatives,
    version: {
      campaign,
      version,
      status: before?.configuredStatus ?? 'draft',
      cause: 'save',
      document: { ...document, adSets },
      savedAt: now,
      savedBy: isId('usr', actor) ? actor : undefined,
    },
  };
}

function numberedAd(part: { ad: Id<'ad'>; adSet: Id<'set'>; creative: Id<'crv'>; document: AdDocument }, made: Numbered): AdDocument {
  const { ad, adSet, creative, document } = part;
  made.creatives.push(creativeRow(creative, document.creative));
  made.ads.push(adRow({ ad, adSet, creative }, document));
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
