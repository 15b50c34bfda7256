import type { Tx } from '@flywheel/runtime';
import { readAskedAudiences } from '@flywheel/database/campaigns';
import { campaignDocument, type CampaignDocument } from '@flywheel/http/campaigns';
import { askedValues, parseTargeting, type Targeting } from '@flywheel/targeting';

/** A document that can not be saved: the faulty field by its path, the rule, and a sentence for a person. */
export type DocumentFault = { outcome: 'refused'; reason: 'invalid' | 'targeting'; field: string; sentence: string };

/** Everything that is checked before a save: the shape, the chain objective → goal → billing, and every targeting expression. */
export async function checkDocument(tx: Tx, input: unknown): Promise<{ outcome: 'good'; document: CampaignDocument } | DocumentFault> {
  const parsed = campaignDocument.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { outcome: 'refused', reason: 'invalid', field: issue?.path.join('.') ?? '', sentence: issue?.message ?? 'not a campaign' };
  }
  for (const [at, set] of parsed.data.adSets.entries()) {
    const fault = await targetingFault(tx, set.targeting, `adSets.${at}.targeting`);
    if (fault) return fault;
  }
  return { outcome: 'good', document: parsed.data };
}

async function targetingFault(tx: Tx, expression: unknown, field: string): Promise<DocumentFault | undefined> {
  const shaped = parseTargeting(expression);
  if (shaped.outcome === 'refused') return refusal(field, shaped.fault.path, shaped.fault.sentence);
  const asked = audiencesOf(shaped.targeting);
  if (asked.length === 0) return undefined;
  const audiences = new Map(
    (
      await readAskedAudiences(
        tx,
        asked.map((each) => each.value),
      )
    ).map((each) => [each.value, each]),
  );
  const checked = parseTargeting(
    expression,
    (attr, value) => (attr === 'segment' || attr === 'node') && Boolean(audiences.get(value)?.sensitive),
  );
  if (checked.outcome === 'refused') return refusal(field, checked.fault.path, checked.fault.sentence);
  const unknown = asked.find((each) => each.attr === 'segment' && !audiences.get(each.value)?.known);
  return unknown && refusal(field, unknown.path, `there is no segment ${unknown.value}`);
}

function audiencesOf(targeting: Targeting): ReturnType<typeof askedValues> {
  return askedValues(targeting).filter((each) => each.attr === 'segment' || each.attr === 'node');
}

function refusal(field: string, path: string, sentence: string): DocumentFault {
  return { outcome: 'refused', reason: 'targeting', field: path === '' ? field : `${field}.${path}`, sentence };
}
