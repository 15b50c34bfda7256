export { readAdSetHours, type AdSetHour } from './judged-hours.ts';
export { foldCharges, foldTraffic, readPacerSeen, readTraffic, takePacerTurn } from './pacer-turn.ts';
export { publishPacing, readPacingAt, readPacingSince, type PacingChange } from './pacing-versions.ts';
export { readPacedCampaigns, readPacedSubjects, readWindowStates, type PacedSubject, type WindowState } from './read-paced.ts';
export { dropPacedStates, readBilled, writePacedStates, type PacedState } from './write-paced.ts';
