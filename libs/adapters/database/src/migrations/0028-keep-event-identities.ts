import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An event is one event whatever time it is sent with: its identity has a table of its own, which no partition border crosses. */
export class KeepEventIdentities1700000000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- Whose event and its id, once for ever: a unique key of a table partitioned by time would let another time in a second time. The bytes
-- of ids decide their order: most senders count or stamp them, so that new ones meet at the end of the index. day: that of its first copy.
CREATE TABLE event_identity (
  event_id text COLLATE "C" NOT NULL,
  viewer_key uuid NOT NULL,
  day date NOT NULL,
  PRIMARY KEY (event_id, viewer_key)
);
CREATE INDEX ON event_identity USING brin (day);
INSERT INTO event_identity SELECT event_id, viewer_key, min((at AT TIME ZONE 'UTC')::date) FROM engagement_event GROUP BY 1, 2;

ALTER TABLE engagement_event DROP CONSTRAINT engagement_event_pkey;
CREATE INDEX ON engagement_event (viewer_key);
-- A day is a partition: the hour needs no place in an index, where equal keys are kept once. Content is looked for by itself only where
-- its creator was not known yet.
DROP INDEX engagement_event_content_id_at_idx;
DROP INDEX engagement_event_creator_id_at_idx;
CREATE INDEX ON engagement_event (creator_id);
CREATE INDEX ON engagement_event (content_id) WHERE creator_id IS NULL;
-- The time by our clock, where the sender's clock was known to differ; what was sent stays in at.
ALTER TABLE engagement_event ADD corrected_at timestamptz;

-- Whoever remembers people or content by their platform ids reads this in each transaction and forgets when it has moved.
CREATE TABLE reference_version (
  what text PRIMARY KEY CHECK (what IN ('viewers', 'contents')),
  version bigint NOT NULL
);
INSERT INTO reference_version VALUES ('viewers', 1), ('contents', 1);

-- Holds erasures off until the transaction ends, and then reads the versions: in one way there and back.
CREATE FUNCTION hold_references() RETURNS SETOF reference_version LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7002);
  RETURN QUERY SELECT * FROM reference_version;
END $$;
CREATE FUNCTION move_reference_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reference_version SET version = version + 1 WHERE what = TG_ARGV[0];
  RETURN NULL;
END $$;
CREATE FUNCTION viewers_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM before JOIN after USING (viewer_key)
              WHERE (before.purposes, before.platform_id) IS DISTINCT FROM (after.purposes, after.platform_id)) THEN
    UPDATE reference_version SET version = version + 1 WHERE what = 'viewers';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION contents_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM before JOIN after USING (content_id)
              WHERE (before.creator_id, before.platform_id) IS DISTINCT FROM (after.creator_id, after.platform_id)) THEN
    UPDATE reference_version SET version = version + 1 WHERE what = 'contents';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER viewers_changed AFTER UPDATE ON identity REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION viewers_changed();
CREATE TRIGGER viewers_removed AFTER DELETE ON identity FOR EACH STATEMENT EXECUTE FUNCTION move_reference_version('viewers');
CREATE TRIGGER contents_changed AFTER UPDATE ON content REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION contents_changed();
CREATE TRIGGER contents_removed AFTER DELETE ON content FOR EACH STATEMENT EXECUTE FUNCTION move_reference_version('contents');

-- Rows of days that were dropped when they were old enough, beside those of people who were erased.
ALTER TABLE ingest_batch ADD expired_events integer NOT NULL DEFAULT 0;
ALTER TABLE ingest_batch ADD CHECK (expired_events BETWEEN 0 AND stored - erased_events);
`;
