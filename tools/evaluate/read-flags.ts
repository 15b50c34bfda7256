import { parseArgs } from 'node:util';
import type { TableFormat } from './read-table.ts';
import { Usage } from './refusals.ts';

/** The flags of a task by name. Every reader refuses, naming the flag, what is not of its kind. */
export type Flags = {
  text(name: string): string | undefined;
  needed(name: string): string;
  number(name: string, fallback: number): number;
  list(name: string): string[] | undefined;
  /** How tables are to be read: `--delimiter --header --encoding`. */
  format: TableFormat;
};

/** Flags that every task on tables takes. */
export const tableFlags = ['delimiter', 'header', 'encoding', 'seed'] as const;

/** Reads `--name value` for the names given and those of tables; refuses any other. */
export function readFlags(args: readonly string[], names: readonly string[]): Flags {
  const options = Object.fromEntries([...names, ...tableFlags].map((name) => [name, { type: 'string' as const }]));
  let values: Record<string, string | undefined>;
  try {
    values = parseArgs({ args: [...args], options }).values as typeof values;
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error));
  }
  const text = (name: string): string | undefined => values[name];
  return {
    text,
    needed(name) {
      const value = values[name];
      if (value === undefined || value === '') throw new Usage(`--${name} is needed`);
      return value;
    },
    number: (name, fallback) => (values[name] === undefined ? fallback : toNumber(values[name], `--${name}`)),
    list: (name) => values[name]?.split(',').filter((each) => each !== ''),
    format: {
      delimiter: values['delimiter']?.replace('\\t', '\t'),
      header: values['header'] === undefined ? undefined : values['header'] === 'true',
      encoding: values['encoding'],
    },
  };
}

/** A number, also as a fraction such as 1/32; refuses anything else with the name of where it stood. */
export function toNumber(text: string, where: string): number {
  const [above = '', below, ...rest] = text.split('/');
  const value = below === undefined ? Number(above) : Number(above) / Number(below);
  if (above.trim() === '' || rest.length > 0 || !Number.isFinite(value)) throw new Usage(`${where} must be a number, not ${text}`);
  return value;
}
