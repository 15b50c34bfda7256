import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Engagement events by day, their quarantine, and the count identity per batch. */
export class CreateEvents1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- Unique over (viewer, event id, at): a retry carries the same at, so it always meets its first copy's partition.
CREATE TABLE engagement_event (
  viewer_key uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  event_id text NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  content_id uuid,
  creator_id uuid,
  query text,
  dwell_ms integer,
  duration_ms integer,
  impression_id uuid,
  device text,
  country char(2),
  language text,
  source text NOT NULL,
  detail jsonb,
  batch_id uuid NOT NULL,
  accepted_at timestamptz NOT NULL,
  PRIMARY KEY (viewer_key, event_id, at)
) PARTITION BY RANGE (at);
CREATE INDEX ON engagement_event (content_id, at);
CREATE INDEX ON engagement_event (batch_id);
CREATE TABLE engagement_event_rest PARTITION OF engagement_event DEFAULT;
-- Called by writers before their transaction. Attaching (unlike CREATE … PARTITION OF) lets other writers go on.
CREATE FUNCTION ensure_event_days(days date[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  day date;
  part text;
BEGIN
  FOREACH day IN ARRAY days LOOP
    part := 'engagement_event_' || to_char(day, 'YYYYMMDD');
    CONTINUE WHEN EXISTS (SELECT FROM pg_class WHERE relname = part AND relnamespace = current_schema()::regnamespace);
    PERFORM pg_advisory_xact_lock(7001);
    -- A fresh snapshot sees what the lock's last holder made; to_regclass would answer from its cache.
    CONTINUE WHEN EXISTS (SELECT FROM pg_class WHERE relname = part AND relnamespace = current_schema()::regnamespace);
    EXECUTE format('CREATE TABLE %I (LIKE engagement_event INCLUDING ALL)', part);
    EXECUTE format('ALTER TABLE engagement_event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part,
      day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
  END LOOP;
END $$;

CREATE TABLE ingest_batch (
  batch_id uuid PRIMARY KEY,
  source text NOT NULL,
  accepted_at timestamptz NOT NULL,
  received integer NOT NULL,
  stored integer NOT NULL,
  quarantined integer NOT NULL,
  duplicate integer NOT NULL,
  CHECK (received = stored + quarantined + duplicate)
);
CREATE INDEX ON ingest_batch (accepted_at);

CREATE TABLE quarantine (
  quarantine_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  batch_id uuid NOT NULL,
  source text NOT NULL,
  stage text NOT NULL,
  reason text NOT NULL,
  field text,
  event_id text,
  -- Null where consent was missing: nothing of the person is kept and the row can not be replayed.
  raw jsonb,
  -- sha256 of the canonical payload: the same event set aside twice is a duplicate, not a second row.
  digest bytea,
  received_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  replayed_at timestamptz,
  replay_outcome text
);
CREATE INDEX ON quarantine (reason, replayed_at);
CREATE UNIQUE INDEX ON quarantine (event_id, digest);
CREATE INDEX ON quarantine ((raw ->> 'viewer'));

-- Effects wait here in the transaction of their cause; the handler sets done_at in its own.
CREATE TABLE outbox (
  outbox_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL,
  payload jsonb NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  enqueued_at timestamptz,
  done_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_error text
);
CREATE INDEX ON outbox (next_at) WHERE done_at IS NULL;
CREATE INDEX ON outbox (topic, outbox_id) WHERE done_at IS NULL;
`;
