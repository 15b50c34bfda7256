export { copyInto, type CopyIn } from './copy-into.ts';
export type { CopyOut } from './copy-out.ts';
export { Database, type DatabaseOptions } from './database.ts';
export { migrate } from './migrate.ts';
export { openToRoles, type RoleKind } from './roles.ts';
