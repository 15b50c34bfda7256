import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The program's role reads the books and posts through their one function; it writes none of their tables. */
export class OpenBooksToOneRole1700000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(grants);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const grants = `
REVOKE EXECUTE ON FUNCTION books.post(jsonb, jsonb) FROM PUBLIC;
-- Called by who migrates, for a program that signs in as somebody else: months and runs are written by their flows, entries never.
CREATE FUNCTION books.open_to(role_name name) RETURNS void LANGUAGE plpgsql SET search_path = books, pg_catalog AS $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA books TO %I', role_name);
  EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA books TO %I', role_name);
  EXECUTE format('GRANT INSERT, UPDATE ON books.period, books.reinvestment_run TO %I', role_name);
  EXECUTE format('GRANT EXECUTE ON FUNCTION books.post(jsonb, jsonb) TO %I', role_name);
END $$;
REVOKE EXECUTE ON FUNCTION books.open_to(name) FROM PUBLIC;
`;
