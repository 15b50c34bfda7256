import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Old days of events can be let go by a program that owns no table. */
export class DropEventDays1700000000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- Drops a day of events: counts them beside what their batches stored, removes their ids, leaves the proof, drops the partition. Runs as
-- the owner for whoever may delete events anyway. Null: there is no such day, or another run has it in hand.
CREATE FUNCTION drop_event_day(day_to_drop date, cutoff timestamptz, dropped_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  part text := 'engagement_event_' || to_char(day_to_drop, 'YYYYMMDD');
  held_bytes bigint;
  gone integer;
BEGIN
  IF NOT has_table_privilege(session_user, 'engagement_event', 'DELETE') THEN
    RAISE EXCEPTION 'whoever may not delete events may not drop a day of them' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF day_to_drop IS NULL OR NOT pg_try_advisory_xact_lock(7003)
    OR NOT EXISTS (SELECT FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                    WHERE inhparent = 'engagement_event'::regclass AND relname = part) THEN RETURN NULL; END IF;
  EXECUTE format('LOCK TABLE %I IN SHARE MODE', part);
  held_bytes := pg_total_relation_size(part::regclass);
  EXECUTE format('CREATE TEMP TABLE gone_batch ON COMMIT DROP AS SELECT batch_id, count(*)::int AS n FROM %I GROUP BY 1', part);
  UPDATE ingest_batch b SET expired_events = b.expired_events + g.n FROM pg_temp.gone_batch g WHERE g.batch_id = b.batch_id;
  SELECT coalesce(sum(n), 0) INTO gone FROM pg_temp.gone_batch;
  DELETE FROM event_identity WHERE day = day_to_drop;
  IF gone > 0 THEN
    -- Over how many events of each batch went: who they were of is what goes.
    INSERT INTO retention_proof (class, at, cutoff, rows, bytes, sha256)
      SELECT 'events', dropped_at, drop_event_day.cutoff, gone, held_bytes,
        sha256(string_agg(batch_id || ' ' || n, chr(10) ORDER BY batch_id)::bytea) FROM pg_temp.gone_batch;
  END IF;
  EXECUTE format('ALTER TABLE engagement_event DETACH PARTITION %I', part);
  EXECUTE format('DROP TABLE %I', part);
  RETURN gone;
END $$;
`;
