import type { Account } from '@flywheel/http/accounts';
import type { AudienceList, SizeAnswer } from '@flywheel/http/audiences';
import type { CampaignDocument } from '@flywheel/http/campaigns';
import type { CampaignPreview } from '@flywheel/http/preview';
import type { SegmentList } from '@flywheel/http/segments';
import type { Answer, Refusal } from '#lib/api/answer.ts';
import { sizeWords } from '#lib/audiences/audience-words.ts';
import { draftOf, type FieldProblems } from '#lib/campaigns/campaign-draft.ts';
import { fieldsOf, readCampaignFields, type CampaignFields } from '#lib/campaigns/campaign-fields.ts';
import { targetingOf } from '#lib/campaigns/form-document.ts';
import { fieldOfPath } from '#lib/campaigns/form-paths.ts';
import { firstPlace, type FormPlace } from '#lib/campaigns/form-place.ts';
import { countryChoices, languageChoices, type Choice } from '#lib/campaigns/places.ts';
import { formatCount } from '#lib/format/count.ts';
import type { Api } from './api.ts';

/** What a campaign form offers, and how the values it sends are called. */
export type CampaignChoices = {
  readonly segments: readonly Choice[];
  readonly segmentsRefusal: Refusal | null;
  readonly minPeople: number;
  /** The account's own audiences; what is too small can not be chosen. */
  readonly audiences: readonly Choice[];
  readonly countries: readonly Choice[];
  readonly languages: readonly Choice[];
  readonly names: Readonly<Record<string, string>>;
  readonly account: { readonly id: string; readonly name: string; readonly currency: string; readonly balanceMicros: string | null };
};

/** What the form says after it was sent: problems by field, what was typed, and whether it was only checked. */
export type CampaignSaid = {
  readonly message: string | null;
  readonly problems: FieldProblems;
  readonly fields: CampaignFields;
  readonly checked: boolean;
  /** How many people it would reach; only when it was checked. */
  readonly size?: SizeAnswer | null;
  /** What its bid would have done last week; only when that was asked. */
  readonly preview?: Answer<CampaignPreview> | null;
  /** The version to save over from now on, where another was saved while this one was written. */
  readonly version?: number;
};

/** Asks for everything a campaign form offers. `kept` are segments and audiences the campaign has already: they stay choosable. */
export async function campaignChoices(
  api: Api,
  account: { readonly id: string; readonly name: string },
  kept: readonly string[] = [],
): Promise<CampaignChoices> {
  const [segments, money, audiences] = await Promise.all([
    api.get<SegmentList>('/v1/segments'),
    api.get<Account>(`/v1/accounts/${account.id}`),
    api.get<AudienceList>(`/v1/accounts/${account.id}/audiences`),
  ]);
  const own = audiences.ok ? audienceChoices(audiences.value, kept) : [];
  const countries = countryChoices();
  const languages = languageChoices();
  return {
    segments: segments.ok ? segmentChoices(segments.value, kept) : [],
    segmentsRefusal: segments.ok ? null : segments.refusal,
    minPeople: segments.ok ? segments.value.minPeople : 0,
    audiences: own,
    countries,
    languages,
    names: { ...namesOf(countries), ...namesOf(languages), ...segmentNames(segments), ...namesOf(own) },
    account: {
      id: account.id,
      name: account.name,
      currency: money.ok ? money.value.currency : 'USD',
      balanceMicros: money.ok ? money.value.balanceMicros : null,
    },
  };
}

/** How a campaign's values are called, for pages that only show one. */
export async function targetingNames(api: Api): Promise<Readonly<Record<string, string>>> {
  const segments = await api.get<SegmentList>('/v1/segments');
  return { ...namesOf(countryChoices()), ...namesOf(languageChoices()), ...segmentNames(segments) };
}

/** The saved campaign that a form changes, and which part of it the form shows. */
export type SavedForm = { readonly base: CampaignDocument; readonly place: FormPlace; readonly version: number };

/** Reads and checks a sent form: a document that can be saved, or what to say. */
export function readCampaign(
  form: FormData,
  saved?: Omit<SavedForm, 'version'>,
): { ready: true; document: unknown; fields: CampaignFields } | { ready: false; said: CampaignSaid } {
  const fields = readCampaignFields(form, saved && fieldsOf(saved.base, saved.place));
  const drafted = draftOf(fields, saved?.base, saved?.place);
  if (drafted.outcome === 'ready') return { ready: true, document: drafted.document, fields };
  const count = Object.keys(drafted.problems).length;
  const message = count === 1 ? 'One field needs another look.' : `${count} fields need another look.`;
  return { ready: false, said: { message, problems: drafted.problems, fields, checked: false } };
}

/** What to say about a form that was only checked: it fits, and whom it would reach. */
export async function checkedCampaign(api: Api, account: string, fields: CampaignFields): Promise<CampaignSaid> {
  const size = await api.send<SizeAnswer>('POST', `/v1/accounts/${account}/audience-size`, { targeting: targetingOf(fields) });
  return { message: null, problems: {}, fields, checked: true, size: size.ok ? size.value : null };
}

/** What the bid of the form would have done to the saved campaign's last week; a bid in another unit can not be tried on it. */
export async function previewedCampaign(
  api: Api,
  saved: { readonly id: string } & Omit<SavedForm, 'version'>,
  { document, fields }: { readonly document: CampaignDocument; readonly fields: CampaignFields },
): Promise<CampaignSaid> {
  const [was, set] = [saved.base.adSets[saved.place.set], document.adSets[saved.place.set]];
  const refuse = (problems: FieldProblems): CampaignSaid => ({ message: null, problems, fields, checked: false });
  if (!was?.id) return refuse({ bid: 'A new ad set has no last week' });
  if (!set?.bidMicros) return refuse({ bid: 'Write a bid to see what it would have done' });
  if (was.billingEvent !== set.billingEvent) return refuse({ billingEvent: 'Last week was paid for otherwise: keep it to try a bid' });
  const adSets = [{ id: was.id, bidMicros: set.bidMicros }];
  const preview = await api.send<CampaignPreview>('POST', `/v1/campaigns/${saved.id}/preview`, { adSets });
  return { message: null, problems: {}, fields, checked: false, preview };
}

/** What to say when the api refused the document. */
export function refusedCampaign(refusal: Refusal, fields: CampaignFields, place: FormPlace = firstPlace): CampaignSaid {
  const words = refusal.detail ?? refusal.title;
  const problems: Record<string, string> = refusal.field === undefined ? {} : { [fieldOfPath(refusal.field, place.set)]: words };
  return { message: words, problems, fields, checked: false };
}

/** A community is listed while it is offered, or where it was chosen before: why it is not is no matter of its size alone. */
function segmentChoices({ segments, minPeople }: SegmentList, kept: readonly string[]): readonly Choice[] {
  const listed = segments.filter(({ kind, sellable, node }) => kind !== 'community' || sellable || kept.includes(node));
  return listed.map((each) => ({
    value: each.node,
    label: each.taxonomy === 'tag' ? `#${each.name}` : each.name,
    note: segmentNote(each, minPeople),
    disabled: !each.sellable && !kept.includes(each.node),
  }));
}

function segmentNote({ kind, members, sellable }: SegmentList['segments'][number], minPeople: number): string {
  const community = kind === 'community';
  if (sellable && members !== null) return `${community ? 'community, ' : ''}about ${formatCount(members)} people`;
  return community ? 'community, not offered any more' : `under ${minPeople}: too few`;
}

function audienceChoices({ items }: AudienceList, kept: readonly string[]): readonly Choice[] {
  return items.map((each) => ({
    value: each.id,
    label: each.name,
    note: `${sizeWords(each)} people`,
    disabled: each.state !== 'ready' && !kept.includes(each.id),
  }));
}

function segmentNames(segments: Answer<SegmentList>): Record<string, string> {
  if (!segments.ok) return {};
  return Object.fromEntries(
    segments.value.segments.flatMap(({ segment, node, name }) => [[segment, name] as const, [node, name] as const]),
  );
}

function namesOf(choices: readonly Choice[]): Record<string, string> {
  return Object.fromEntries(choices.map(({ value, label }) => [value, label]));
}
