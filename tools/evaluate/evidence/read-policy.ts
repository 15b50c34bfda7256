import { policyOfLog, type Policy } from '@flywheel/experiments/policies';
import type { ReadFile, TableFormat } from '../read-table.ts';
import { BadInput } from '../refusals.ts';
import { readColumns, type Columns, type Numbering } from './columns.ts';

/** Column names as given; without a position every row is of one place. */
export type OpeColumns = {
  readonly action: string;
  readonly position: string | undefined;
  readonly reward: string;
  readonly propensity: string;
};

type Asked = { readonly names: OpeColumns; readonly places: Numbering; readonly actions: Numbering; readonly format: TableFormat };

/**
 * Reads the policy asked about: `position,action,prob` where the file has a column `prob`, else a log: its mean propensities by position,
 * or without a column of those its shares, are the policy. Refuses one that says nothing of a position of the data, or whose chances of a
 * position do not add up to 1.
 */
export async function readPolicy(path: string, asked: Asked): Promise<{ policy: Policy; file: ReadFile; kind: 'table' | 'log' }> {
  const columns = await readColumns(path, asked.format);
  const known = asked.places.names.length;
  const kind = columns.has('prob') ? 'table' : 'log';
  const policy = kind === 'table' ? fromTable(columns, asked) : fromLog(columns, asked);
  for (let place = 0; place < known; place += 1) {
    const sum = policy.chances.subarray(place * policy.actions, (place + 1) * policy.actions).reduce((total, chance) => total + chance, 0);
    if (Math.abs(sum - 1) > 1e-6)
      throw new BadInput(`${path}: the chances of position ${asked.places.names[place] || '(all)'} add up to ${sum.toFixed(6)}, not 1`);
  }
  return { policy, file: columns.file, kind };
}

function fromTable(columns: Columns, { names, places, actions }: Asked): Policy {
  const column = (usual: string, own: string): string => (columns.has(own) ? own : usual);
  const action = columns.texts(column('action', names.action)).map((name) => actions.of(name));
  const place =
    names.position === undefined
      ? action.map(() => places.of(''))
      : columns.texts(column('position', names.position)).map((name) => places.of(name));
  const chances = new Float64Array(places.names.length * actions.names.length);
  columns.numbers('prob').forEach((chance, row) => {
    if (!(chance >= 0 && chance <= 1)) throw new BadInput(`row ${row + 1} of the policy: a chance is between 0 and 1, not ${chance}`);
    const cell = (place[row] as number) * actions.names.length + (action[row] as number);
    chances[cell] = (chances[cell] as number) + chance;
  });
  return { actions: actions.names.length, chances };
}

function fromLog(columns: Columns, { names, places, actions }: Asked): Policy {
  const { position } = names;
  const action = Uint32Array.from(columns.texts(names.action), (name) => actions.of(name));
  const place = Uint32Array.from(position === undefined ? columns.rows.map(() => '') : columns.texts(position), (name) => places.of(name));
  const chances = columns.has(names.propensity) ? columns.numbers(names.propensity) : undefined;
  return policyOfLog({ places: place, actions: action, chances }, { places: places.names.length, actions: actions.names.length });
}
