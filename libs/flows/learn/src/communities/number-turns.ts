import type { EngagedTurn } from '@flywheel/database/communities';

/** Turns with people and contents as numbers: contents that enough people turned to by row id, people by key, each in order. */
export type NumberedTurns = {
  readonly contents: readonly string[];
  readonly history: number[][];
  readonly later: number[][];
  /** How often each content was turned to. */
  readonly weight: Float64Array;
};

/** Numbers turns so that the same ones, in whatever order they were read, come out the same. */
export function numberTurns(turns: readonly EngagedTurn[], leastPeople: number): NumberedTurns {
  const peopleOf = new Map<string, Set<string>>();
  for (const { viewer, content } of turns) {
    const people = peopleOf.get(content);
    if (people) people.add(viewer);
    else peopleOf.set(content, new Set([viewer]));
  }
  const contents = [...peopleOf.keys()].filter((content) => (peopleOf.get(content)?.size ?? 0) >= leastPeople).sort();
  const itemOf = new Map(contents.map((content, item) => [content, item]));
  const people = [...new Set(turns.map(({ viewer }) => viewer))].sort();
  const personOf = new Map(people.map((viewer, person) => [viewer, person]));
  const [history, later] = [people.map((): number[] => []), people.map((): number[] => [])];
  const weight = new Float64Array(contents.length);
  for (const turn of turns) {
    const item = itemOf.get(turn.content);
    if (item === undefined) continue;
    weight[item] = (weight[item] ?? 0) + 1;
    (turn.later ? later : history)[personOf.get(turn.viewer) ?? -1]?.push(item);
  }
  for (const own of [...history, ...later]) own.sort((a, b) => a - b);
  return { contents, history, later, weight };
}
