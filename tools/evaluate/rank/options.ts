import { parseArgs } from 'node:util';
import { Usage } from '../refusals.ts';
import type { RankOptions } from './rank-models.ts';
import { modelNames } from './rank-models.ts';
import type { RankingFormat } from './ranking-rows.ts';

export const rankUsage = `npm run evaluate -- rank (--train FILE --test FILE | --data FILE [--split random|time] [--by user|item|global])
    [--ratio .75] [--model auto,pop,sar,itemitem,ease,ials,blend] [--k 10,20] [--seed 42] [--memory-mb 2048]
    [--format pairs|lightgcn] [--columns user,item,rating,time] [--min-rating N] [--delimiter C] [--header true|false] [--encoding NAME]
  FILE     user<TAB>item[<TAB>time], user item rating time, or the columns named; lightgcn: user item item …; plain or gzip
  --model  auto tunes all but sar, takes the best on an inner split of train and reports that one alone`;

type Sources = { readonly train: string; readonly test: string } | { readonly data: string };

export type RankCall = RankingFormat &
  RankOptions & {
    readonly sources: Sources;
    readonly split: 'random' | 'time';
    readonly by: 'user' | 'item' | 'global';
    readonly ratio: number;
  };

const flags = [
  ...['train', 'test', 'data', 'split', 'by', 'ratio', 'model', 'k', 'seed', 'memory-mb'],
  ...['format', 'columns', 'min-rating', 'delimiter', 'header', 'encoding'],
];

/** What was asked for; refuses an unknown flag, a word that is none of a list, a number out of range, with the flag's name. */
export function readRankCall(args: readonly string[]): RankCall {
  const values = parse(args);
  const number = (name: string, fallback: number, within: readonly [number, number]): number => {
    const value = Number(values[name] ?? fallback);
    if (!(value >= within[0] && value <= within[1])) throw new Usage(`--${name} must be a number from ${within[0]} to ${within[1]}`);
    return value;
  };
  const word = <T extends string>(name: string, words: readonly [T, ...T[]]): T => {
    const value = words.find((each) => each === (values[name] ?? words[0]));
    if (value === undefined) throw new Usage(`--${name} must be one of ${words.join(', ')}`);
    return value;
  };
  const delimiter = values['delimiter']?.replace('\\t', '\t');
  return {
    sources: sourcesOf(values),
    split: word('split', ['random', 'time']),
    by: word('by', ['user', 'item', 'global']),
    ratio: number('ratio', 0.75, [0.01, 0.99]),
    models: modelsOf(values['model'] ?? 'auto'),
    depths: depthsOf(values['k'] ?? '10,20'),
    seed: Math.trunc(number('seed', 42, [0, 2 ** 32 - 1])),
    memoryMb: number('memory-mb', 2048, [16, 1e6]),
    format: word('format', ['pairs', 'lightgcn']),
    columns: values['columns']?.split(','),
    minRating: values['min-rating'] === undefined ? undefined : number('min-rating', 0, [-Infinity, Infinity]),
    delimiter,
    header: values['header'] === undefined ? undefined : word('header', ['true', 'false']) === 'true',
    encoding: values['encoding'],
  };
}

function parse(args: readonly string[]): Record<string, string | undefined> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(flags.map((name) => [name, { type: 'string' as const }])),
    });
    return values as Record<string, string | undefined>;
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error));
  }
}

function sourcesOf({ train, test, data }: Record<string, string | undefined>): Sources {
  if (data && !train && !test) return { data };
  if (train && test && !data) return { train, test };
  throw new Usage('either --data FILE, or --train FILE and --test FILE');
}

function modelsOf(list: string): string[] {
  const names = [...new Set(list.split(',').map((name) => name.trim()))];
  const unknown = names.find((name) => !modelNames.includes(name));
  if (unknown !== undefined) throw new Usage(`--model knows ${modelNames.join(', ')}; not ${unknown || 'nothing'}`);
  return names;
}

function depthsOf(list: string): number[] {
  const depths = list.split(',').map(Number);
  if (depths.some((k) => !Number.isInteger(k) || k < 1 || k > 1000)) throw new Usage('--k must be whole numbers from 1 to 1000');
  return [...new Set(depths)];
}
