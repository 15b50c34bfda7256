export { readAskedAudiences } from './asked-audiences.ts';
export { readBudgetStandings, type BudgetStandings } from './budget-standings.ts';
export { touchConfiguration, writeStatus, type StatusSubject } from './campaign-status.ts';
export type { CampaignTree, StoredAdSet, StoredCampaign } from './campaign-tree.ts';
export { listCampaignVersions, type CampaignVersion } from './campaign-versions.ts';
export { insertVersion } from './insert-version.ts';
export { listCampaigns, lockCampaign, readCampaign } from './read-campaigns.ts';
export { saveCampaign } from './save-campaign.ts';
export { tripAdSet } from './trip-ad-set.ts';
