export { readEventDays, type EventDays } from './event-days.ts';
export { isSeeding, readProgress, readWorld, reportProgress, setWorld, type LongWork, type World } from './world.ts';
