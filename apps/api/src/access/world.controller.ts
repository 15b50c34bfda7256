import { Controller, Get, Inject } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { readEventDays, readProgress, readWorld, type EventDays } from '@flywheel/database/world';
import type { WorldView } from '@flywheel/http/world';
import type { Env } from '@flywheel/runtime';
import { Permit } from '../http/permit.ts';
import { ENV } from '../http/tokens.ts';

const freshMs = 1000;

@Controller('v1/world')
export class WorldController {
  private readonly database: Database;
  private readonly env: Env;
  private days: { readAt: number; value: EventDays } | undefined;

  constructor(@Inject(Database) database: Database, @Inject(ENV) env: Env) {
    this.database = database;
    this.env = env;
  }

  /** Which world this is, what "now" means in it, and how far its seeding has come. */
  @Get()
  @Permit('world', 'read')
  async read(): Promise<WorldView> {
    const { read } = this.database;
    const [world, seeding, range] = await Promise.all([readWorld(read), readProgress(read, 'seeding'), this.eventDays()]);
    const name = world?.name ?? this.env.world;
    const now = name === 'replay' && range.lastAt ? range.lastAt.getTime() : this.database.clock.now();
    return {
      name,
      markedDemo: world?.markedDemo ?? false,
      seeding: seeding?.running ? { done: seeding.done, total: seeding.total, note: seeding.note } : null,
      segmentMinPeople: this.env.segmentMinPeople,
      now: new Date(now).toISOString(),
      firstDay: range.firstDay,
      lastDay: range.lastDay,
    };
  }

  /** Every page asks; the days of data change slowly. */
  private async eventDays(): Promise<EventDays> {
    const now = this.database.clock.now();
    if (!this.days || now - this.days.readAt > freshMs) this.days = { readAt: now, value: await readEventDays(this.database.read) };
    return this.days.value;
  }
}
