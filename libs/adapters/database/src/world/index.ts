export { readEventDays, readProgress, readWorld, reportProgress, setWorld, type LongWork, type World } from './world.ts';
