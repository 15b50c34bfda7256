export { Database, type DatabaseOptions } from './database.ts';
export { migrate } from './migrate.ts';
