import { putLoad } from './child.ts';
import type { LoadAnswer } from './load.ts';
import type { OpenDeciding } from './open-deciding.ts';

/** What one process sustains, how it answers at that rate, and at twice that rate. */
export type Overload = { sustainable: number; normal: LoadAnswer; twice: LoadAnswer };

const seconds = 10;
// Twice the load needs more open requests than the deadline lets in: otherwise the client's own limit would hide the shedding.
const connections = 4000;

/** Measures the throughput of a closed loop, takes four fifths of it as what can be sustained, and sends that and its double openly. */
export async function overload({ server, key, bodies }: OpenDeciding): Promise<Overload> {
  const closed = await putLoad({ url: server.url, key, bodies, seconds, connections: 64, rate: undefined });
  const sustainable = 0.8 * closed.perSecond;
  const order = { url: server.url, key, bodies, seconds, connections };
  const normal = await putLoad({ ...order, rate: sustainable });
  const twice = await putLoad({ ...order, rate: 2 * sustainable });
  return { sustainable, normal, twice };
}
