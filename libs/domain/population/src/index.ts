export { drawAdvertisers, type SyntheticAdvertiser, type SyntheticCampaign } from './advertisers.ts';
export { drawCreators, drawViewers, type SyntheticCreator, type SyntheticViewer } from './people.ts';
export { drawPosts, type SyntheticPost } from './posts.ts';
export { topics, type Topic } from './topics.ts';
export { drawVisits, type SyntheticAction, type SyntheticSighting, type SyntheticVisit } from './visits.ts';
