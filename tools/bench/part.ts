/** What a part of a bench found: lines for people, and the same as JSON. */
export type PartReport = { readonly lines: readonly string[]; readonly json: unknown };

/** One question. Gets an empty migrated database, the sizes to measure at, and tells how far it is. */
export type Part = (setting: {
  readonly databaseUrl: string;
  readonly sizes: readonly number[];
  readonly tell: (line: string) => void;
}) => Promise<PartReport>;

/** Runs the parts named (all when none is), one after the other; answers their reports by name, or the name that is none. */
export async function runParts(
  parts: Readonly<Record<string, Part>>,
  names: readonly string[],
  setting: Parameters<Part>[0],
): Promise<{ unknown: string } | { reports: Readonly<Record<string, PartReport>> }> {
  const unknown = names.find((name) => !(name in parts));
  if (unknown !== undefined) return { unknown };
  const reports: Record<string, PartReport> = {};
  for (const name of names.length > 0 ? names : Object.keys(parts)) {
    const part = parts[name];
    if (part) reports[name] = await part(setting);
  }
  return { reports };
}
