export { ArchiveAudience, type ArchiveOutcome } from './archive-audience.ts';
export { BuildAudiences } from './build-audiences.ts';
export { CreateAudience, type CreateAudienceOutcome } from './create-audience.ts';
export { EditList, type EditOutcome } from './edit-list.ts';
export { EstimateSize, type SizeOutcome } from './estimate-size.ts';
export { audienceJobs } from './jobs.ts';
export { ListAudiences } from './list-audiences.ts';
export { MeasureReach } from './measure-reach.ts';
export { checkHashes, NotAHash } from './read-hashes.ts';
