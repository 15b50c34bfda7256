import type { MatchedParameter } from '@flywheel/targeting';

type Attr = MatchedParameter['attr'];

const sentences: Readonly<Record<Attr, (list: string) => string>> = {
  segment: (list) => `Your activity suggests an interest in ${list}.`,
  audience: () => 'You are in an audience that the advertiser brought or described.',
  country: (list) => `You are in ${list}.`,
  geo: (list) => `You are in ${list}.`,
  language: (list) => `Your language is ${list}.`,
  device: (list) => `You use a ${list}.`,
  os: (list) => `Your device runs ${list}.`,
  browser: (list) => `Your browser is ${list}.`,
  tag: (list) => `The post you look at is about ${list}.`,
  node: (list) => `The post you look at is about ${list}.`,
  keyword: (list) => `The page you look at is about ${list}.`,
  creator: () => 'The advertiser chose the creator of the post you look at.',
  placement: () => 'The advertiser chose this place on the page.',
  keyvalue: (list) => `The page says of itself: ${list}.`,
  hour: () => 'The advertiser chose this time of day.',
  weekday: () => 'The advertiser chose this day of the week.',
  age: (list) => `You declared an age of ${list}.`,
};

/** One answer to "why this ad", with the names of segments where they are known. */
export function parameterWords({ attr, values }: MatchedParameter, names: ReadonlyMap<string, string>): string {
  return sentences[attr]([...new Set(values.map((value) => names.get(value) ?? value))].join(', '));
}
