/** Fields of an event whose values say nothing of a person; longer texts are cut. */
const open: ReadonlySet<string> = new Set([
  'v',
  'kind',
  'at',
  'content',
  'creator',
  'dwellMs',
  'durationMs',
  'impression',
  'device',
  'country',
]);
const longestShown = 64;
const mostFields = 40;
const deepest = 4;

/**
 * An event that was set aside, as an operator may see it: its fields by name, the values only of those that name nobody. Of the others it
 * says what sort of value they hold and how long it is, which is enough to find a sender's fault.
 */
export function redactPayload(raw: unknown): unknown {
  return shown(raw, false, 0);
}

function shown(value: unknown, isOpen: boolean, depth: number): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `(list of ${value.length}, hidden)`;
  if (typeof value === 'object') {
    if (depth >= deepest) return '(object, hidden)';
    const fields = Object.entries(value);
    const told = fields.slice(0, mostFields).map(([name, each]) => [name.slice(0, longestShown), shown(each, open.has(name), depth + 1)]);
    return { ...Object.fromEntries(told), ...(fields.length > mostFields && { '…': `(${fields.length - mostFields} more fields)` }) };
  }
  if (typeof value !== 'string') return isOpen ? value : `(${typeof value}, hidden)`;
  if (!isOpen) return `(text of ${value.length}, hidden)`;
  return value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
}
