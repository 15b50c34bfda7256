/**
 * A step of the ladder: what each side counts, in words, and the rows of each side. A side's statement returns key (what the row is
 * known by on both sides), opens (the wire id of what can be looked at, or null), n, and of money currency and micros.
 */
export type LadderQuestion = {
  name: string;
  left: string;
  right: string;
  leftSql: string;
  rightSql: string;
  /** Rows alone are counted: neither side has an amount. */
  counts?: true;
  /** A row may lie on another key on one side than on the other: only the sums tell, and the keys say where to look. */
  spills?: true;
};

/** A minute and a campaign in text: the key of a batch. */
export const batchKey = `to_char(bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') || ' ' || wire_id('cmp', campaign_id)`;

/** The batch's name on the wire; `gen` is its generation in SQL. */
export const batchName = (gen: string) =>
  `to_char(bucket AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MI"Z"') || '-' || wire_id('cmp', campaign_id) || '-' || ${gen}`;

/** Lines of entries of batches; `e` is the entry, `p` the line. */
export const batchLines = `books.entry e JOIN books.posting p USING (entry_id) WHERE e.kind = 'batch'`;
