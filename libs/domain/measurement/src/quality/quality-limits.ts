/** Why an event is not taken for a person's, by what was done and when: the closed list, in the order of judgement. */
export const qualityReasons = ['impossible-time', 'too-fast', 'repeated', 'flood'] as const;

/** One of `qualityReasons`. */
export type QualityReason = (typeof qualityReasons)[number];

/** Over how long a person's events are counted for `too-fast`, and the most of them. */
export const paceWindowMs = 60_000;
export const mostEventsInWindow = 300;

/** Over how long the same is counted for `repeated`. */
export const repeatWindowMs = 600_000;
/** The most that one person does the same to the same thing in that time: what is a state (a like), and what can be done again (a view). */
export const mostOfState = 3;
export const mostOfDeed = 30;

/** The most a source tells of one kind on one content in a minute of nobody known. */
export const mostOfNobody = 6_000;

/** A film is played at most so many times as fast as it is. */
export const fastestPlay = 4;
/** What clocks and rounding may be off within one device, and between a device and this service. */
export const deviceToleranceMs = 2_000;
export const clockToleranceMs = 120_000;

/** Bounds of what is remembered: people at once, things and events of each, contents of nobody. The longest untouched are forgotten. */
export const mostPeople = 20_000;
export const mostThings = 16;
export const mostEvents = 64;
export const mostAnonymous = 10_000;
