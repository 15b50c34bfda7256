import type { StatusSubject } from '@flywheel/database/campaigns';
import type { AdSetDocument, CampaignDocument } from '@flywheel/http/campaigns';

/** What a document becomes by it; `last-part`: a campaign keeps one ad set and an ad set one ad, so archive what holds it instead. */
export type PartChange = { outcome: 'changed'; document: CampaignDocument } | { outcome: 'unchanged' | 'unknown-part' | 'last-part' };

type Asked = Pick<StatusSubject, 'adSet' | 'ad'> & { status: 'active' | 'paused' | 'archived' };

/** Sets an ad set, or an ad, of a document to another status; an archived one leaves it. */
export function withPartStatus(document: CampaignDocument, asked: Asked): PartChange {
  if (asked.ad === undefined) {
    const changed = changePart(document.adSets, asked.adSet, asked.status);
    return changed.outcome === 'changed' ? { outcome: 'changed', document: { ...document, adSets: changed.parts } } : changed;
  }
  const holder = document.adSets.find((set) => set.ads.some((ad) => ad.id === asked.ad));
  if (!holder || (asked.adSet !== undefined && asked.adSet !== holder.id)) return { outcome: 'unknown-part' };
  const changed = changePart(holder.ads, asked.ad, asked.status);
  if (changed.outcome !== 'changed') return changed;
  const adSets = document.adSets.map((set): AdSetDocument => (set === holder ? { ...set, ads: changed.parts } : set));
  return { outcome: 'changed', document: { ...document, adSets } };
}

type Part = { id?: string | undefined; status: 'active' | 'paused' };

function changePart<P extends Part>(
  parts: readonly P[],
  id: string | undefined,
  status: Asked['status'],
): { outcome: 'changed'; parts: P[] } | { outcome: 'unchanged' | 'unknown-part' | 'last-part' } {
  const part = parts.find((each) => each.id === id);
  if (part === undefined) return { outcome: 'unknown-part' };
  if (part.status === status) return { outcome: 'unchanged' };
  if (status !== 'archived') return { outcome: 'changed', parts: parts.map((each) => (each === part ? { ...each, status } : each)) };
  return parts.length === 1 ? { outcome: 'last-part' } : { outcome: 'changed', parts: parts.filter((each) => each !== part) };
}
