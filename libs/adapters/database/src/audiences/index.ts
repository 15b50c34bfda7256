export { archiveAudience } from './archive-audience.ts';
export { readAudienceChanges, type AudienceChange, type AudienceCursor } from './audience-changes.ts';
export {
  dueForBuild,
  dueForCount,
  insertAudience,
  listAudiences,
  lockAudience,
  noteBuild,
  readAudience,
  type LookalikeQuality,
  type SimilarityAt,
  type StoredAudience,
} from './audience-row.ts';
export { countAudience, writeCount } from './count-audience.ts';
export { forgetAudiences, writePersonKeys, type PersonKeys } from './person-keys.ts';
export { readAudienceUses } from './read-uses.ts';
