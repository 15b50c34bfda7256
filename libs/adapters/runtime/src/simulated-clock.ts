import { assert, type Clock, type Instant } from '@flywheel/primitives';

/** A clock that stands still until it is moved: for the demo's past, the replay of a site, and tests. */
export class SimulatedClock implements Clock {
  private at: Instant;

  constructor(start: Instant) {
    this.at = start;
  }

  now(): Instant {
    return this.at;
  }

  /** Moves the clock to `at`; it never goes back. */
  moveTo(at: Instant): void {
    assert(at >= this.at, 'a simulated clock only goes forward');
    this.at = at;
  }

  advance(ms: number): void {
    this.moveTo(this.at + ms);
  }
}
