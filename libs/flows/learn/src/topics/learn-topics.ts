import { learnTextTopics, spreadTopics, wordsOf, type FoundTopic, type TextTopics, type TopicQuality } from '@flywheel/segments/topics';

/** What topics are learnt from: tagged texts, and who engaged with what, newest first; `known` are the topics of all contents by id. */
export type TopicLesson = {
  readonly tagged: ReadonlyArray<{ readonly content: string; readonly text: string; readonly nodes: readonly string[] }>;
  readonly engaged: ReadonlyArray<{ readonly viewer: string; readonly content: string }>;
};

/** What was learnt: a model of words, and what co-engagement says of contents that no tag names, by content. */
export type LearntTopics = {
  readonly words: TextTopics;
  readonly spread: ReadonlyMap<string, readonly FoundTopic[]>;
  readonly spreadQualities: readonly TopicQuality[];
};

/** A content that fewer people engaged with says little of any of them, and nothing about its topic. */
const leastPeople = 10;

/** Learns topics; pure, and long (seconds for ten thousand texts): call it in a thread. */
export function learnTopics({ tagged, engaged }: TopicLesson): LearntTopics {
  const words = learnTextTopics(tagged.map(({ text, nodes }) => ({ words: wordsOf(text), topics: nodes })));
  const { contents, itemsOf } = engagementsOf(engaged);
  const nodesOf = new Map(tagged.map(({ content, nodes }) => [content, nodes]));
  const { found, qualities } = spreadTopics(
    { items: contents.length, itemsOf },
    contents.map((content) => nodesOf.get(content) ?? []),
  );
  const spread = new Map([...found].map(([item, topics]) => [contents[item] ?? '', topics]));
  return { words, spread, spreadQualities: qualities };
}

function engagementsOf(engaged: TopicLesson['engaged']): { contents: string[]; itemsOf: number[][] } {
  const peopleOf = new Map<string, Set<string>>();
  for (const { viewer, content } of engaged) {
    const people = peopleOf.get(content) ?? new Set();
    peopleOf.set(content, people.add(viewer));
  }
  const contents = [...peopleOf.keys()].filter((content) => (peopleOf.get(content)?.size ?? 0) >= leastPeople).sort();
  const itemsOf = new Map<string, number[]>();
  contents.forEach((content, item) => {
    for (const viewer of peopleOf.get(content) ?? []) {
      const items = itemsOf.get(viewer) ?? [];
      items.push(item);
      itemsOf.set(viewer, items);
    }
  });
  return { contents, itemsOf: [...itemsOf.keys()].sort().map((viewer) => itemsOf.get(viewer) ?? []) };
}
