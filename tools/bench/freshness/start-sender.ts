import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { SendOrder, SentEvents } from './send-events.ts';

/** Starts sending events from a process of its own; `stop` answers what was sent once all of it was answered. */
export function startSender(order: SendOrder): { stop(): Promise<SentEvents> } {
  const child = fork(new URL('./send-events.ts', import.meta.url), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(order);
  return {
    stop: async () => {
      const answered = once(child, 'message') as Promise<[SentEvents]>;
      child.send('stop');
      const [answer] = await answered;
      child.kill();
      return answer;
    },
  };
}
