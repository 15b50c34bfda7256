import { callerOf, type Caller } from '@flywheel/measurement';
import { isbot } from 'isbot';

const mostRemembered = 20_000;

/** Reads user agents against isbot's list of robots, and remembers them: there are far fewer than beacons. */
export class Callers {
  private readonly known = new Map<string, Caller>();

  of(userAgent: string | undefined): Caller {
    const agent = userAgent ?? '';
    const known = this.known.get(agent);
    if (known) return known;
    const caller = callerOf(agent, isbot);
    if (this.known.size >= mostRemembered) this.known.clear();
    this.known.set(agent, caller);
    return caller;
  }
}
