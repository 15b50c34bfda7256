import type { ConfiguredStatus } from './status.ts';

/** Whether an advertiser may move a campaign from one status to another. Archived is final; nothing becomes a draft again. */
export function mayChangeStatus(from: ConfiguredStatus, to: ConfiguredStatus): boolean {
  return from !== 'archived' && to !== 'draft' && from !== to && !(from === 'draft' && to === 'paused');
}
