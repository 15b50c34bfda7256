/**
 * Brings the database at MIGRATE_DATABASE_URL, else DATABASE_URL, to the newest schema, and opens it to the users of DATABASE_URL (app),
 * REPORT_DATABASE_URL and AUDIT_DATABASE_URL (readers); safe to run from many processes at once.
 */
import { migrate } from '@flywheel/database';
import { openRoles, setting } from './open-roles.ts';

const url = setting('MIGRATE_DATABASE_URL') ?? setting('DATABASE_URL');
if (!url) throw new Error('DATABASE_URL must name a Postgres database; npm run migrate provides one');
const log = (line: string): void => console.error(line);
await migrate(url, log);
await openRoles(url, log);
