export { insertApiKey, listApiKeys, liveApiKeys, revokeApiKey, touchApiKeys } from './api-keys.ts';
export { appendAudit } from './audit.ts';
export { replaceBootstrapLink, useBootstrapLink } from './bootstrap-links.ts';
export { insertAdvertiserAccount } from './open-advertiser.ts';
export { findOwner } from './owners.ts';
export { findPersonByEmail, findPersonByTile, hasAdmin, insertPerson, listPeople } from './people.ts';
export { endSession, findSession, insertSession, touchSession } from './sessions.ts';
