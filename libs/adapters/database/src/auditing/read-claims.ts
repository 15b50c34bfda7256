import { readFileSync } from 'node:fs';
import { assert } from '@flywheel/primitives';

/** A claim about the tables: its name, what it says in a sentence, and the query that returns the rows against it. */
export type Claim = { claim: string; says: string; sql: string };

// Beside this file in the sources; a built program has the sources beside it.
const file = new URL('../../src/auditing/claims.sql', import.meta.url);
const heading = /^-- claim ([A-Za-z0-9-]+): (.+)$/m;

/** The claims of `claims.sql` in their order. Refuses a file in which two share a name or one has no query. */
export function readClaims(): Claim[] {
  const [, ...parts] = readFileSync(file, 'utf8').split(new RegExp(heading.source, 'gm'));
  const claims: Claim[] = [];
  for (let at = 0; at < parts.length; at += 3) {
    const [claim = '', says = '', text = ''] = parts.slice(at, at + 3);
    const sql = text.trim().replace(/;$/, '');
    assert(/^(SELECT|WITH)\b/.test(sql) && !claims.some((each) => each.claim === claim), `claim ${claim} has one query of its own`);
    claims.push({ claim, says, sql });
  }
  return claims;
}
