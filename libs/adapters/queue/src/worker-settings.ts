/**
 * A dead worker's job is back after lockDuration + stalledInterval: 7 s instead of the default minute. A job may stall ten times: whether
 * its effect stands is for the database to say, not for a counter. A worker that lost its engine asks again each second.
 */
export const workerSettings = { lockDuration: 5000, stalledInterval: 2000, maxStalledCount: 10, runRetryDelay: 1000 } as const;
