export { insertAccount, listAccounts, lockAccount, type StoredAccount } from './accounts.ts';
export { readAskedAudiences } from './asked-audiences.ts';
export { touchConfiguration, writeCampaignStatus } from './campaign-status.ts';
export type { CampaignTree, StoredCampaign } from './campaign-tree.ts';
export { listCampaignVersions, type CampaignVersion } from './campaign-versions.ts';
export { listCampaigns, lockCampaign, readCampaign } from './read-campaigns.ts';
export { countWaiting, listCreatives, writeReview, type CreativeToReview } from './reviews.ts';
export { saveCampaign } from './save-campaign.ts';
