import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/** What one stretch of load was asked for. Bodies come one a line, each connection goes through them in turn. */
export type LoadOrder = {
  url: string;
  key: string;
  bodies: string;
  seconds: number;
  connections: number;
  /** Requests a second over all connections; undefined sends as fast as answers come. */
  rate: number | undefined;
};

/** What came back. Latencies in ms; with a rate they are of an open loop, otherwise of a closed one, where p99 is mostly queueing. */
export type LoadAnswer = { perSecond: number; ok: number; failed: number; p50: number; p99: number; p999: number; seconds: number };

/** Runs in a process of its own, so that the load does not share a thread with what is measured. */
async function main(order: LoadOrder): Promise<LoadAnswer> {
  const lines = readFileSync(order.bodies, 'utf8').trimEnd().split('\n');
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${order.key}` };
  const result = await autocannon({
    url: `${order.url}/v1/decisions`,
    method: 'POST',
    headers,
    requests: lines.map((body) => ({ body })),
    connections: order.connections,
    duration: order.seconds,
    ...(order.rate !== undefined && { overallRate: order.rate }),
  });
  const { latency } = result;
  const ok = result['2xx'];
  return {
    perSecond: ok / result.duration,
    ok,
    failed: result.non2xx + result.errors,
    p50: latency.p50,
    p99: latency.p99,
    p999: latency.p99_9,
    seconds: result.duration,
  };
}

process.once('message', (order: LoadOrder) => {
  void main(order).then((answer) => process.send?.(answer, () => process.exit(0)));
});
