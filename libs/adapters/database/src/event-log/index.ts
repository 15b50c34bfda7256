export { dropEventDays, type DroppedDay } from './drop-event-days.ts';
export { EventLog } from './event-log.ts';
export { nobody, uuidBytes, type LogBatch, type LoggedEvent } from './logged-event.ts';
