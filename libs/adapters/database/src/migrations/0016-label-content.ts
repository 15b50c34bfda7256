import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Safety labels of content with their versions, what people hid, how an engagement came, and which processes decide. */
export class LabelContent1700000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- How safe an advertiser finds content to stand beside, the mildest first; unlabelled is safe. The version counts its changes.
ALTER TABLE content
  ADD label text NOT NULL DEFAULT 'safe' CHECK (label IN ('safe', 'limited', 'sensitive', 'blocked')),
  ADD label_version integer NOT NULL DEFAULT 1,
  -- Of the last change; null while it stands as it came.
  ADD labelled_at timestamptz;
CREATE FUNCTION note_label() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.label_version := OLD.label_version + 1;
  NEW.labelled_at := NEW.updated_at;
  RETURN NEW;
END $$;
CREATE TRIGGER note_label BEFORE UPDATE ON content FOR EACH ROW WHEN (OLD.label IS DISTINCT FROM NEW.label) EXECUTE FUNCTION note_label();

-- Ads and advertisers that a person does not want to see again; goes with an erase.
CREATE TABLE hidden_ad (
  viewer_key uuid NOT NULL,
  -- Wire id of an ad or of an advertiser's account.
  subject text NOT NULL CHECK (subject ~ '^(ad|acc)_[0-9a-f]{32}$'),
  hidden_at timestamptz NOT NULL,
  PRIMARY KEY (viewer_key, subject)
);
CREATE INDEX ON hidden_ad (hidden_at);

-- Processes that decide right now: each viewer has one owner among them. A row that has not moved for 2 s stands for nobody.
CREATE TABLE decider (
  decider text PRIMARY KEY,
  address text NOT NULL,
  beat_at timestamptz NOT NULL
);

-- Of an impression: whether the page can measure its views; null where the page does not say.
ALTER TABLE delivery_fact ADD measurable boolean;

-- ref tells beacons of one kind apart that may each come once: the parts of a film that were played, how somebody engaged.
ALTER TABLE pending_beacon ADD ref text NOT NULL DEFAULT '';
ALTER TABLE pending_beacon DROP CONSTRAINT pending_beacon_pkey, ADD PRIMARY KEY (imp_id, kind, ref);
`;
