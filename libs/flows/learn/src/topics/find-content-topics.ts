import type { Database } from '@flywheel/database';
import {
  countTaggedTexts,
  keepTopicModel,
  readEngagedPairs,
  readOpenTexts,
  readTaggedTexts,
  readUnseenTexts,
  writeTopics,
  type FoundTopics,
  type LookedText,
  type TopicSource,
} from '@flywheel/database/topics';
import type { Instant } from '@flywheel/primitives';
import { findTopics, wordsOf, type FoundTopic } from '@flywheel/segments/topics';
import type { LearntTopics, TopicLesson } from './learn-topics.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mostTexts = 10_000;
const mostEngagements = 500_000;
const mostAgain = 20_000;
const chunk = 500;
const mostChunks = 20;
const mostTopicsOfOne = 3;

/** Contents looked at, and of these how many have other topics than before; `learnt` is true when a new model was made first. */
export type FoundContentTopics = { readonly looked: number; readonly changed: number; readonly learnt: boolean };

type Model = LearntTopics & { readonly id: bigint; readonly at: Instant; readonly texts: number };

/**
 * Finds topics of content whose creator named none, from its words and from who engages with it; what creators say stands. Learns anew each
 * hour, and when there is twice as much to learn from, from at most 10,000 tagged contents and 500,000 engagements of 30 days; then looks
 * at the newest 20,000 untagged contents again. In between it looks only at what came or changed, at most 10,000 a call.
 */
export class FindContentTopics {
  private readonly database: Database;
  private readonly learn: (lesson: TopicLesson) => Promise<LearntTopics>;
  private model: Model | undefined;

  constructor(database: Database, learn: (lesson: TopicLesson) => Promise<LearntTopics>) {
    this.database = database;
    this.learn = learn;
  }

  async run({ now }: { readonly now: Instant }): Promise<FoundContentTopics> {
    const { model } = this;
    if (model && !(await this.isOld(model, now))) return { ...(await this.lookAtNew(model, now)), learnt: false };
    const fresh = await this.learnAnew(now);
    this.model = fresh;
    const again = await this.lookAgain(fresh, now);
    const rest = await this.lookAtNew(fresh, now);
    return { looked: again.looked + rest.looked, changed: again.changed + rest.changed, learnt: true };
  }

  private async isOld({ at, texts }: Model, now: Instant): Promise<boolean> {
    if (now - at >= hourMs) return true;
    const twice = Math.max(20, 2 * texts);
    return twice <= mostTexts && (await countTaggedTexts(this.database.reports, twice)) === twice;
  }

  private async learnAnew(now: Instant): Promise<Model> {
    const tagged = await readTaggedTexts(this.database.reports, mostTexts);
    const engaged = await readEngagedPairs(this.database.reports, { since: now - 30 * dayMs, most: mostEngagements });
    const learnt = await this.learn({ tagged, engaged });
    const named = (source: TopicSource) => (quality: object) => ({ source, ...quality });
    const qualities = [...learnt.words.qualities.map(named('text')), ...learnt.spreadQualities.map(named('co-engagement'))];
    const kept = { at: now, texts: tagged.length, engagements: engaged.length, qualities };
    return { ...learnt, at: now, texts: tagged.length, id: await this.database.inTransaction((tx) => keepTopicModel(tx, kept)) };
  }

  private async lookAgain(model: Model, now: Instant): Promise<{ looked: number; changed: number }> {
    const texts = await readOpenTexts(this.database.reports, mostAgain);
    let changed = 0;
    for (let from = 0; from < texts.length; from += chunk) changed += await this.look(texts.slice(from, from + chunk), model, now);
    return { looked: texts.length, changed };
  }

  private async lookAtNew(model: Model, now: Instant): Promise<{ looked: number; changed: number }> {
    const sums = { looked: 0, changed: 0 };
    for (let done = 0; done < mostChunks; done += 1) {
      const texts = await readUnseenTexts(this.database.read, chunk);
      sums.looked += texts.length;
      if (texts.length > 0) sums.changed += await this.look(texts, model, now);
      if (texts.length < chunk) break;
    }
    return sums;
  }

  private look(texts: readonly LookedText[], model: Model, now: Instant): Promise<number> {
    const found = texts.map(({ content, text, open }): FoundTopics => {
      if (!open) return { content, topics: [] };
      return { content, topics: surest(findTopics(model.words, wordsOf(text)), model.spread.get(content) ?? []) };
    });
    return this.database.inTransaction((tx) => writeTopics(tx, found, { model: model.id, now }));
  }
}

/** At most three topics: what its words say is about the content itself, so its audience is asked only where they say nothing. */
function surest(byText: readonly FoundTopic[], byPeople: readonly FoundTopic[]): FoundTopics['topics'] {
  const [found, source]: [readonly FoundTopic[], TopicSource] = byText.length > 0 ? [byText, 'text'] : [byPeople, 'co-engagement'];
  return found.slice(0, mostTopicsOfOne).map(({ topic, precision }) => ({ node: topic, source, precision }));
}
