const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT']);

/** Whether an error says that the database does not answer, as opposed to a statement it refused. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    // Class 08: connection; 57P01..3: shutting down, crashed, starting up; 53300: too many connections.
    return networkCodes.has(code) || code.startsWith('08') || /^57P0[123]$/.test(code) || code === '53300';
  }
  return error.message.startsWith('Connection terminated') || error.message.includes('Client has encountered a connection error');
}
