import type { Instant } from '@flywheel/primitives';
import type { LearnAnswer, LearnOrder } from './learn-worker.ts';
import { OwnThread } from './own-thread.ts';

/** Learns and publishes in a thread of its own: the deciding thread only follows what was published. One turn at a time. */
export class LearnApart {
  private readonly thread: OwnThread<LearnOrder, LearnAnswer>;
  private turn: { resolve: () => void; reject: (error: Error) => void } | undefined;

  constructor(about: { url: string; holder: string }) {
    this.thread = new OwnThread('learn-worker', about, {
      answered: ({ failure }) => this.over(failure === undefined ? undefined : new Error(failure)),
      lost: (error) => this.over(error),
    });
  }

  /** Resolves when the turn is over; at once while the last one goes on. */
  async run({ now }: { now: Instant }): Promise<void> {
    if (this.turn) return;
    await new Promise<void>((resolve, reject) => {
      this.turn = { resolve, reject };
      this.thread.order({ now });
    });
  }

  /** Ends the thread after its turn. */
  close(): Promise<void> {
    return this.thread.close('end');
  }

  private over(error: Error | undefined): void {
    const { turn } = this;
    this.turn = undefined;
    if (error) turn?.reject(error);
    else turn?.resolve();
  }
}
