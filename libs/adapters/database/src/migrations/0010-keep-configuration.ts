import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers for ads, the history of everything a decision reads by configuration, and which decision an impression belongs to. */
export class KeepConfiguration1700000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
    for (const { table, area, key } of followed) {
      await runner.query(`SELECT follow_configuration('${table}', '${area}', '${key}')`);
    }
    await runner.query(budgets);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const followed = [
  { table: 'ad_account', area: 'ad_account', key: 'account_id' },
  { table: 'campaign', area: 'campaign', key: 'campaign_id' },
  { table: 'ad_set', area: 'ad_set', key: 'ad_set_id' },
  { table: 'ad', area: 'ad', key: 'ad_id' },
  { table: 'creative', area: 'creative', key: 'creative_id' },
  { table: 'placement', area: 'placement', key: 'placement' },
];

const sql = `
-- The index, the record and the model speak of ads by number.
ALTER TABLE ad ADD COLUMN ad_no integer GENERATED ALWAYS AS IDENTITY;
ALTER TABLE ad ADD UNIQUE (ad_no);

-- The low 6 bits of a decision's id are 0; impression n of it is the same id with n there.
CREATE FUNCTION decision_of(imp uuid) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT encode(set_byte(uuid_send(imp), 15, get_byte(uuid_send(imp), 15) & 192), 'hex')::uuid $$;
CREATE FUNCTION impression_of(decision uuid, n integer) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT encode(set_byte(uuid_send(decision), 15, (get_byte(uuid_send(decision), 15) & 192) + n), 'hex')::uuid $$;

-- What each row was from a version on; row NULL = gone. Whoever followed to version v reads the rows above v.
CREATE TABLE config_history (
  area text NOT NULL,
  key text NOT NULL,
  version bigint NOT NULL,
  row jsonb,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (area, key, version)
);
CREATE INDEX ON config_history (version);

-- One version a transaction: the first change moves it and holds its row to the commit, so versions have no gaps and come in the order
-- of commits.
ALTER TABLE config_version ADD COLUMN moved_by xid8;
CREATE FUNCTION move_config_version() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE moved bigint;
BEGIN
  SELECT version INTO moved FROM config_version WHERE moved_by = pg_current_xact_id();
  IF NOT FOUND THEN
    UPDATE config_version SET version = version + 1, moved_by = pg_current_xact_id() RETURNING version INTO moved;
  END IF;
  RETURN moved;
END $$;
CREATE FUNCTION config_key(kept jsonb, columns text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN position(',' IN columns) = 0 THEN kept ->> columns
    ELSE (SELECT string_agg(kept ->> name, '/' ORDER BY place)
      FROM unnest(string_to_array(columns, ',')) WITH ORDINALITY AS c(name, place)) END
$$;

-- Trigger function: ('<area>', '<key columns>'). Per row, or per statement with the transition tables gone and made.
CREATE FUNCTION keep_config_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved bigint := NULL;
BEGIN
  IF TG_LEVEL = 'ROW' THEN
    moved := move_config_version();
    IF TG_OP <> 'INSERT' AND (TG_OP = 'DELETE' OR config_key(to_jsonb(OLD), TG_ARGV[1]) <> config_key(to_jsonb(NEW), TG_ARGV[1])) THEN
      INSERT INTO config_history (area, key, version, row) VALUES (TG_ARGV[0], config_key(to_jsonb(OLD), TG_ARGV[1]), moved, NULL)
      ON CONFLICT (area, key, version) DO UPDATE SET row = NULL;
    END IF;
    IF TG_OP <> 'DELETE' THEN
      INSERT INTO config_history (area, key, version, row)
      VALUES (TG_ARGV[0], config_key(to_jsonb(NEW), TG_ARGV[1]), moved, to_jsonb(NEW))
      ON CONFLICT (area, key, version) DO UPDATE SET row = excluded.row;
    END IF;
    RETURN NULL;
  END IF;
  -- Each branch names only the transition tables that its event has.
  IF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT 1 FROM gone) THEN RETURN NULL; END IF;
    moved := move_config_version();
    INSERT INTO config_history (area, key, version, row) SELECT TG_ARGV[0], config_key(to_jsonb(g), TG_ARGV[1]), moved, NULL FROM gone g
    ON CONFLICT (area, key, version) DO UPDATE SET row = NULL;
  ELSIF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM made) THEN RETURN NULL; END IF;
    moved := move_config_version();
    INSERT INTO config_history (area, key, version, row)
    SELECT TG_ARGV[0], config_key(to_jsonb(m), TG_ARGV[1]), moved, to_jsonb(m) FROM made m
    ON CONFLICT (area, key, version) DO UPDATE SET row = excluded.row;
  ELSE
    -- Keys of followed tables never change; a row written as it was is no change.
    IF NOT EXISTS (SELECT to_jsonb(m) FROM made m EXCEPT SELECT to_jsonb(g) FROM gone g) THEN RETURN NULL; END IF;
    moved := move_config_version();
    INSERT INTO config_history (area, key, version, row)
    SELECT TG_ARGV[0], config_key(c.row, TG_ARGV[1]), moved, c.row
    FROM (SELECT to_jsonb(m) AS row FROM made m EXCEPT SELECT to_jsonb(g) FROM gone g) c
    ON CONFLICT (area, key, version) DO UPDATE SET row = excluded.row;
  END IF;
  RETURN NULL;
END $$;

-- Writes the rows of a table as they are, e.g. after a migration gave it new columns.
CREATE FUNCTION note_configuration(followed regclass, area text, key_columns text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'INSERT INTO config_history (area, key, version, row) SELECT %L, config_key(to_jsonb(t), %L),
       move_config_version(), to_jsonb(t) FROM %s t
     ON CONFLICT (area, key, version) DO UPDATE SET row = excluded.row', area, key_columns, followed);
END $$;

-- A table whose every change is configuration: three statement triggers, and its rows as they are.
CREATE FUNCTION follow_configuration(followed regclass, area text, key_columns text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('DROP TRIGGER IF EXISTS config_moved ON %s', followed);
  EXECUTE format('CREATE TRIGGER keep_made AFTER INSERT ON %s REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION keep_config_history(%L, %L)', followed, area, key_columns);
  EXECUTE format('CREATE TRIGGER keep_changed AFTER UPDATE ON %s REFERENCING OLD TABLE AS gone NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION keep_config_history(%L, %L)', followed, area, key_columns);
  EXECUTE format('CREATE TRIGGER keep_gone AFTER DELETE ON %s REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION keep_config_history(%L, %L)', followed, area, key_columns);
  PERFORM note_configuration(followed, area, key_columns);
END $$;
DROP TRIGGER config_moved ON ad_account;
DROP TRIGGER config_moved ON campaign;
DROP TRIGGER config_moved ON ad_set;
DROP TRIGGER config_moved ON ad;
DROP TRIGGER config_moved ON creative;
DROP TRIGGER config_moved ON placement;
DROP FUNCTION bump_config_version();

-- Of a segment targeting reads the name of its node, whether it may be sold and whether it is sensitive; sizes move all the time.
CREATE TRIGGER keep_made AFTER INSERT OR DELETE ON segment FOR EACH ROW EXECUTE FUNCTION keep_config_history('segment', 'segment_id');
CREATE TRIGGER keep_changed AFTER UPDATE ON segment FOR EACH ROW
  WHEN (OLD.sellable IS DISTINCT FROM NEW.sellable OR OLD.node IS DISTINCT FROM NEW.node OR OLD.name IS DISTINCT FROM NEW.name)
  EXECUTE FUNCTION keep_config_history('segment', 'segment_id');
SELECT note_configuration('segment', 'segment', 'segment_id');
CREATE TRIGGER keep_changed AFTER UPDATE ON taxonomy_node FOR EACH ROW WHEN (OLD.sensitive IS DISTINCT FROM NEW.sensitive)
  EXECUTE FUNCTION keep_config_history('taxonomy_node', 'node');
`;

// What deciders hold of a budget moves with every lease and is no configuration; the cap of a whole life is.
const budgets = `
CREATE TRIGGER keep_made AFTER INSERT ON budget FOR EACH ROW WHEN (NEW.time_window LIKE '%life')
  EXECUTE FUNCTION keep_config_history('budget', 'campaign_id,time_window');
CREATE TRIGGER keep_changed AFTER UPDATE ON budget FOR EACH ROW
  WHEN (NEW.time_window LIKE '%life' AND OLD.cap_micros IS DISTINCT FROM NEW.cap_micros)
  EXECUTE FUNCTION keep_config_history('budget', 'campaign_id,time_window');
INSERT INTO config_history (area, key, version, row)
SELECT 'budget', config_key(to_jsonb(b), 'campaign_id,time_window'), move_config_version(), to_jsonb(b)
FROM budget b WHERE time_window LIKE '%life';
`;
