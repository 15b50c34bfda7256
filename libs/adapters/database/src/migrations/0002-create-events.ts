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
  received_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  replayed_at timestamptz,
  replay_outcome text
);
CREATE INDEX ON quarantine (reason, replayed_at);
CREATE INDEX ON quarantine (source, event_id);

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
`;
