/** What the runner writes its lines to. */
export type JobLog = { info(line: object): void; error(line: object): void };
