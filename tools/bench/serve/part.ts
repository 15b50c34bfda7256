/** What a part of the serve bench found: lines for people, and the same as JSON. */
export type PartReport = { readonly lines: readonly string[]; readonly json: unknown };

/** One question about serving. Gets an empty migrated database, the sizes to measure at, and tells how far it is. */
export type ServePart = (setting: {
  readonly databaseUrl: string;
  readonly sizes: readonly number[];
  readonly tell: (line: string) => void;
}) => Promise<PartReport>;
