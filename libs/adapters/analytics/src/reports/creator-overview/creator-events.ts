import { assert } from '@flywheel/primitives';
import type { SourceQuestion } from '../report-source.ts';
import { inWindow } from '../row-key.ts';
import type { SqlParameters } from '../sql-parameters.ts';

/**
 * The SQL of all events on a creator's content and follows of the creator within the window. Events name the creator themselves;
 * those that do not are found through their content.
 */
export function creatorEvents(question: SourceQuestion, parameters: SqlParameters): string {
  const { creator } = question.scope;
  assert(creator !== undefined, 'a creator report names its creator');
  const id = parameters.id(creator);
  const columns = 'e.viewer_key, e.at, e.kind, e.content_id, e.dwell_ms, e.device';
  const within = inWindow(question, 'e.at', parameters);
  return `
SELECT ${columns} FROM engagement_event e WHERE e.creator_id = ${id} AND ${within}
UNION ALL
SELECT ${columns} FROM content JOIN engagement_event e USING (content_id)
 WHERE content.creator_id = ${id} AND e.creator_id IS NULL AND ${within}`;
}
