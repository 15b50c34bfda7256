import type { Database } from '@flywheel/database';
import type { Expression } from '@flywheel/targeting';
import { ReviewCreative } from '@flywheel/review';
import { oneAdCampaign } from './one-ad-campaign.ts';
import type { OwnerSession } from './owner-session.ts';

/** Launches a campaign of one approved ad that pays more than any other for whoever `targeting` reaches; answers its ad (ad_…). */
export async function launchReach(
  owner: OwnerSession,
  database: Database,
  { name, targeting }: { name: string; targeting: Expression },
): Promise<string> {
  const document = oneAdCampaign({ name, targeting, now: database.clock.now() });
  const { body } = await owner.ask('POST', `/v1/accounts/${owner.account}/campaigns`, document);
  const { id } = body as { id: string };
  await owner.ask('POST', `/v1/campaigns/${id}/status`, { status: 'active' });
  const { rows } = await database.read.query<{ ad: string; creative: `crv_${string}` }>(
    `SELECT wire_id('ad', a.ad_id) AS ad, wire_id('crv', a.creative_id) AS creative
       FROM ad a JOIN ad_set s USING (ad_set_id) WHERE s.campaign_id = row_id($1)`,
    [id],
  );
  const made = rows[0];
  if (!made) throw new Error('the campaign has no ad');
  await new ReviewCreative(database).run({ creative: made.creative, decision: 'approve', now: database.clock.now(), actor: 'system' });
  return made.ad;
}
