/**
 * Classes 08: connection, 53: no room (disk, memory, connections), 58: the system failed; 57P0x: shutting down, crashed, starting up;
 * 57014 and 55P03: it took too long; 40xxx: another transaction was in the way; 25P03: it was left waiting.
 */
const passing = /^(08...|53...|58...|57P0[1-5]|57014|55P03|40...|25P0[34])$/;
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT']);

/**
 * Whether an error says that the database does not answer or can not now, as opposed to a statement it refused: the same request may
 * be made again and will do.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    return networkCodes.has(code) || passing.test(code);
  }
  return error.message.startsWith('Connection terminated') || error.message.includes('Client has encountered a connection error');
}
