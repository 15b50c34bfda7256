import { runApart } from '../run-apart.ts';
import type { LearntTopics, TopicLesson } from './learn-topics.ts';

/** `learnTopics` in a thread of its own. */
export function learnTopicsApart(lesson: TopicLesson): Promise<LearntTopics> {
  return runApart('topics/topics-worker', lesson);
}
