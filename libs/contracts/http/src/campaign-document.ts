import type { z } from 'zod';
import { faultsBetweenFields } from './campaign-faults.ts';
import { campaignShape } from './campaign-shape.ts';

/** The whole campaign as one document: the form validates with it, the request is parsed by it, a version stores it. */
export const campaignDocument = campaignShape.superRefine((document, context) => {
  for (const fault of faultsBetweenFields(document)) context.addIssue({ code: 'custom', path: fault.path, message: fault.message });
});

/** What a form may send: fields with a default may be missing. */
export type CampaignDraft = z.input<typeof campaignDocument>;
