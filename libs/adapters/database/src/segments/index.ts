export { countMembers, listMemberships, listSegments } from './list-segments.ts';
export { readTaxonomy, upsertTaxonomy } from './taxonomy.ts';
