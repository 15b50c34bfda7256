import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Topics of content that no tag names: found in its words and by who engages with it. */
export class FindTopics1700000000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const sql = `
-- What the creator's tags stand for, what was found beside, and both: whoever reads nodes need not know where each comes from.
ALTER TABLE content RENAME nodes TO tag_nodes;
ALTER TABLE content
  ADD topic_nodes text[] NOT NULL DEFAULT '{}',
  ADD nodes text[] NOT NULL GENERATED ALWAYS AS (tag_nodes || topic_nodes) STORED,
  -- When somebody last looked for its topics; null: it is new or was changed since.
  ADD topics_at timestamptz;
CREATE INDEX ON content (published_at) WHERE topics_at IS NULL;

-- One row per learning: from how many texts and people's engagements, and for each topic how often saying it was right.
CREATE TABLE topic_model (
  topic_model_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  learnt_at timestamptz NOT NULL,
  texts integer NOT NULL,
  engagements integer NOT NULL,
  -- [{"topic": node, "source": "text" | "co-engagement", "texts": n, "precision": 0…1, "recall": 0…1, …}]
  qualities jsonb NOT NULL
);
CREATE INDEX ON topic_model (learnt_at);
-- Why a content has a found topic; one row for each of its topic_nodes.
CREATE TABLE content_topic (
  content_id uuid NOT NULL REFERENCES content ON DELETE CASCADE,
  node text NOT NULL,
  source text NOT NULL CHECK (source IN ('text', 'co-engagement')),
  -- How often saying this topic from this source was right where the truth was known.
  precision real NOT NULL CHECK (precision BETWEEN 0 AND 1),
  topic_model_id bigint NOT NULL REFERENCES topic_model,
  PRIMARY KEY (content_id, node)
);
CREATE INDEX ON content_topic (topic_model_id);
`;
