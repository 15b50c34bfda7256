/** One open transaction, or an autocommit pool: whatever runs SQL. Rows are plain objects; BIGINT arrives as bigint. */
export type Tx = {
  query<R extends object = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<{ rows: R[]; rowCount: number }>;
};
