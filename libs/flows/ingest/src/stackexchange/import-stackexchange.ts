import type { Database } from '@flywheel/database';
import type { Instant } from '@flywheel/primitives';
import type { AcceptEvents } from '../accept-events.ts';
import type { UpsertContents } from '../upsert-contents.ts';
import type { UpsertCreators } from '../upsert-creators.ts';
import type { UpsertViewers } from '../upsert-viewers.ts';
import { dumpSource } from './dump-counters.ts';
import { dumpFiles, findDumpFiles, type DumpFile } from './dump-files.ts';
import { contentTimes, knownPeople, questionTags } from './dump-lookups.ts';
import { isAnswer, mapRow, type MappedRow } from './map-rows.ts';
import { readRows, type DumpRow } from './read-rows.ts';
import { toContent, toCreator, toEvent, toViewer } from './to-wire.ts';

const chunkRows = 1000;

/** How far an import is: rows read of all rows, and in which file. */
export type ImportProgress = { stage: 'checking' | 'importing'; file: DumpFile; done: number; total: number };

/** Every row of the dump has one outcome: `received = stored + quarantined + duplicate`. */
export type ImportResult = { received: number; stored: number; quarantined: number; duplicate: number; rows: Record<DumpFile, number> };

/** What is stored when: what is pointed at comes first, and an answer may stand before its question in the file. */
const steps: ReadonlyArray<{ file: DumpFile; takes?: (row: DumpRow) => boolean }> = [
  { file: 'Users' },
  { file: 'Tags' },
  { file: 'Posts', takes: (row) => !isAnswer(row) },
  { file: 'Posts', takes: isAnswer },
  { file: 'Comments' },
  { file: 'Votes' },
  { file: 'Badges' },
];

export type ImportOptions = {
  readonly dir: string;
  readonly acceptedAt: Instant;
  /** Records people and content as known since the site began, not since the import: what a replay of its days needs. */
  readonly knownSinceStart?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
};

type Survey = { rows: Record<DumpFile, number>; total: number; siteStart: Instant };

/**
 * Imports a Stack Exchange dump: people, content, and one event a row. All files are read through once before the first row is
 * stored, so a malformed dump leaves nothing behind; a second import adds only duplicates.
 */
export class ImportStackExchange {
  private readonly database: Database;
  private readonly people: { viewers: UpsertViewers; creators: UpsertCreators };
  private readonly contents: UpsertContents;
  private readonly accept: AcceptEvents;

  constructor(
    database: Database,
    people: { viewers: UpsertViewers; creators: UpsertCreators },
    contents: UpsertContents,
    accept: AcceptEvents,
  ) {
    this.database = database;
    this.people = people;
    this.contents = contents;
    this.accept = accept;
  }

  async run(options: ImportOptions): Promise<ImportResult> {
    const report = options.onProgress ?? (() => undefined);
    const files = await findDumpFiles(options.dir);
    const survey = await this.check(files, report);
    const at = { events: options.acceptedAt, people: options.knownSinceStart ? survey.siteStart : options.acceptedAt };
    const sums = { received: 0, stored: 0, quarantined: 0, duplicate: 0 };
    let done = 0;
    for (const { file, takes } of steps) {
      for await (const rows of chunksOf(files, file, takes)) {
        const mapped = rows.map((row) => mapRow(file, row));
        const answer = await this.store(mapped, survey.siteStart, at);
        sums.received += answer.received;
        sums.stored += answer.stored;
        sums.quarantined += answer.quarantined;
        sums.duplicate += answer.duplicate;
        done += rows.length;
        report({ stage: 'importing', file, done, total: survey.total });
      }
    }
    return { ...sums, rows: survey.rows };
  }

  private async check(files: ReadonlyMap<DumpFile, string>, report: (progress: ImportProgress) => void): Promise<Survey> {
    const rows = Object.fromEntries(dumpFiles.map((file) => [file, 0])) as Record<DumpFile, number>;
    let siteStart = Number.POSITIVE_INFINITY;
    let total = 0;
    for (const file of dumpFiles) {
      for await (const chunk of chunksOf(files, file)) {
        for (const row of chunk) siteStart = Math.min(siteStart, mapRow(file, row).event.at ?? siteStart);
        rows[file] += chunk.length;
        total += chunk.length;
        report({ stage: 'checking', file, done: total, total });
      }
    }
    return { rows, total, siteStart: Number.isFinite(siteStart) ? siteStart : 0 };
  }

  private async store(
    mapped: readonly MappedRow[],
    siteStart: Instant,
    at: { events: Instant; people: Instant },
  ): ReturnType<AcceptEvents['run']> {
    const persons = mapped.flatMap(({ person }) => person ?? []);
    if (persons.length > 0) {
      await this.people.viewers.run({ items: persons.map(toViewer), acceptedAt: at.people });
      await this.people.creators.run({ items: persons.map(toCreator), acceptedAt: at.people });
    }
    const { read } = this.database;
    const known = await knownPeople(read, mapped);
    const posts = mapped.flatMap(({ post }) => post ?? []);
    if (posts.length > 0) {
      const questions = await questionTags(read, posts);
      await this.contents.run({ items: posts.map((post) => toContent(post, { known, questions })), acceptedAt: at.people });
    }
    const times = await contentTimes(read, mapped);
    const events = mapped.map(({ event }) => toEvent(event, { known, times, siteStart }));
    return this.accept.run({ events, source: dumpSource, acceptedAt: at.events, history: true });
  }
}

async function* chunksOf(
  files: ReadonlyMap<DumpFile, string>,
  file: DumpFile,
  takes: (row: DumpRow) => boolean = () => true,
): AsyncGenerator<DumpRow[]> {
  let pending: DumpRow[] = [];
  for await (const rows of readRows(files.get(file) ?? '')) {
    pending.push(...rows.filter(takes));
    for (; pending.length >= chunkRows; pending = pending.slice(chunkRows)) yield pending.slice(0, chunkRows);
  }
  if (pending.length > 0) yield pending;
}
