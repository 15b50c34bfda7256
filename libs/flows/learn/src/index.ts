export { ChooseInterest, type ChoiceOutcome } from './choose-interest.ts';
export { ExplainSegments, type ExplainedSegments } from './explain-segments.ts';
export { ImportTaxonomy, type ImportedTaxonomy } from './import-taxonomy.ts';
export { learnJobs } from './jobs.ts';
export { LearnPast } from './learn-past.ts';
export { ListSegments } from './list-segments.ts';
export { RefreshShares, type RefreshedShares } from './refresh-shares.ts';
export { UpdateInterests, type UpdatedInterests } from './update-interests.ts';

export { FindContentTopics } from './topics/find-content-topics.ts';
export { learnTopicsApart } from './topics/learn-topics-apart.ts';
export { ListContentTopics } from './topics/list-content-topics.ts';
export { FindContentCommunities } from './communities/find-content-communities.ts';
export { studyApart } from './communities/study-apart.ts';
export { GetSegmentOverview } from './communities/get-segment-overview.ts';
export { NameCommunityByHand } from './communities/name-community-by-hand.ts';
