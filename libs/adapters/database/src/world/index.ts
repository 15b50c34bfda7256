export { isSeeding, readEventDays, type EventDays } from './event-days.ts';
export { readProgress, readWorld, reportProgress, setWorld, type LongWork, type World } from './world.ts';
