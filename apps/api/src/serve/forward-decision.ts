import type { DecisionRequest, DecisionResponse } from '@flywheel/http/decisions';
import type { FastifyRequest } from 'fastify';

/** Says that another decider has sent the request on: it is decided where it arrives, whoever owns its viewer by then. */
const forwardedHeader = 'x-flywheel-forwarded';
const patienceMs = 40;

/** Whether the request was sent on once already. */
export function wasForwarded(request: FastifyRequest): boolean {
  return request.headers[forwardedHeader] !== undefined;
}

/**
 * Lets the owner of the viewer's frequency counters decide, with the caller's own key. Undefined where he does not answer in time: then
 * the request is decided here, without what is capped.
 */
export async function forwardDecision(
  address: string,
  asked: DecisionRequest,
  from: FastifyRequest,
): Promise<DecisionResponse | undefined> {
  const answer = await fetch(`${address}/v1/decisions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: from.headers.authorization ?? '', [forwardedHeader]: '1' },
    body: JSON.stringify(asked),
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => undefined);
  return answer?.status === 200 ? ((await answer.json()) as DecisionResponse) : undefined;
}
