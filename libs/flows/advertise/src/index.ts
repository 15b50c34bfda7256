export { CreateCampaign, type CreateOutcome } from './create-campaign.ts';
export { ListAccounts } from './list-accounts.ts';
export { OpenAccount } from './open-account.ts';
export { GetCampaign, ListCampaigns, ListCampaignVersions } from './read-campaigns.ts';
export { SetCampaignStatus, type StatusOutcome } from './set-campaign-status.ts';
export { TopUpAccount, type TopUpOutcome } from './top-up-account.ts';
export { UpdateCampaign, type UpdateOutcome } from './update-campaign.ts';
