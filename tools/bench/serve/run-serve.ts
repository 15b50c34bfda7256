import type { PartReport } from './part.ts';
import { serveParts, usualSizes } from './parts.ts';

/** Runs the parts named (all when none is), one after the other; answers their reports by name, or the name that is none. */
export async function runServe(
  names: readonly string[],
  setting: { databaseUrl: string; words: readonly string[]; tell: (line: string) => void },
): Promise<{ unknown: string } | { reports: Readonly<Record<string, PartReport>> }> {
  const unknown = names.find((name) => !(name in serveParts));
  if (unknown !== undefined) return { unknown };
  const reports: Record<string, PartReport> = {};
  for (const name of names.length > 0 ? names : Object.keys(serveParts)) {
    const part = serveParts[name];
    if (part) reports[name] = await part({ databaseUrl: setting.databaseUrl, sizes: sizesOf(setting.words), tell: setting.tell });
  }
  return { reports };
}

/** `--sizes=10000,100000`, each at least 1,000. */
function sizesOf(words: readonly string[]): readonly number[] {
  const given = words.find((word) => word.startsWith('--sizes='))?.slice('--sizes='.length);
  const sizes = (given ?? '')
    .split(',')
    .map(Number)
    .filter((size) => Number.isInteger(size) && size >= 1000);
  return sizes.length > 0 ? sizes : usualSizes;
}
