export { loadBackup, type Restored } from './load-backup.ts';
export { readManifests, type Manifest, type PeopleManifest, type TableFile } from './manifest.ts';
export { compareTables, type Compared } from './measure-tables.ts';
export { writeBackup, type BackupProgress } from './write-backup.ts';
