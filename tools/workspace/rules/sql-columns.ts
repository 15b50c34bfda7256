/** A column as a table's definition (or the database's catalogue) has it; `type` in lower case. */
export interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

const constraint = /^(primary|foreign|unique|check|constraint|exclude|like)\b/i;

/** The columns that a text of SQL creates, in CREATE TABLE and in ALTER TABLE … ADD COLUMN. Comments and quoted strings are skipped. */
export function columnsIn(sql: string): Column[] {
  const text = sql
    .replace(/--[^\n]*/g, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^']|'')*'/g, "''");
  return [...createdColumns(text), ...addedColumns(text)];
}

function createdColumns(text: string): Column[] {
  const columns: Column[] = [];
  for (const match of text.matchAll(/\bcreate\s+(?:unlogged\s+|temp(?:orary)?\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)\s*\(/gi)) {
    const body = untilClosing(text, match.index + match[0].length);
    for (const part of splitAtCommas(body)) {
      if (!constraint.test(part)) columns.push(...columnOf(match[1] ?? '', part));
    }
  }
  return columns;
}

function addedColumns(text: string): Column[] {
  const columns: Column[] = [];
  for (const match of text.matchAll(/\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?([\w."]+)([^;]*)/gi)) {
    for (const part of splitAtCommas(match[2] ?? '')) {
      const added = /^add\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?(.*)$/is.exec(part)?.[1];
      const retyped = /^alter\s+(?:column\s+)?([\w"]+)\s+(?:set\s+data\s+)?type\s+(.*)$/is.exec(part);
      if (added && !constraint.test(added)) columns.push(...columnOf(match[1] ?? '', added));
      if (retyped) columns.push(...columnOf(match[1] ?? '', `${retyped[1]} ${retyped[2]}`));
    }
  }
  return columns;
}

function columnOf(table: string, definition: string): Column[] {
  const match = /^"?(\w+)"?\s+(double\s+precision|[\w.]+(?:\s*\([^)]*\))?)/i.exec(definition);
  return match ? [{ table: table.replaceAll('"', ''), name: (match[1] ?? '').toLowerCase(), type: (match[2] ?? '').toLowerCase() }] : [];
}

function untilClosing(text: string, from: number): string {
  let depth = 1;
  let at = from;
  for (; at < text.length && depth > 0; at += 1) depth += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0;
  return text.slice(from, at - 1);
}

function splitAtCommas(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const char of text) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
