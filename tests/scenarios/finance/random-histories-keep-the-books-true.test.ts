import { foldBalances, reversal } from '@flywheel/ledger';
import { entryKinds, isGuarded, sumByCurrency } from '@flywheel/ledger/books';
import { converted, type Rate } from '@flywheel/ledger/rounding';
import { canonicalJson, micros, type Id } from '@flywheel/primitives';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { kindsOfHistories, randomHistory, type History, type Post } from '../../fixtures/random-books/history.ts';
import { ModelBooks } from '../../fixtures/random-books/model-books.ts';
import type { Stage } from '../../fixtures/random-books/stage.ts';

const runs = 20_000;
const counted = { histories: 0, posts: 0, replays: 0, entries: 0, currencies: new Set<string>(), kinds: new Map<string, number>() };

const anyHistory = fc.record({ seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }), length: fc.integer({ min: 12, max: 36 }) });

/** Lives one history and throws where a claim about the books does not hold. */
function live({ seed, length }: { seed: number; length: number }, uniqueKeys = true): History {
  const moments: Array<{ recorded: number; day: string; projected: Map<string, bigint> }> = [];
  const history = randomHistory({ run: `0000000${seed % 2}`, seed: String(seed), length, uniqueKeys }, (post, stage) => {
    balanced(post);
    neverOverdrawn(post, stage);
    if (stage.int(8) > 0) return;
    const day = `2026-05-1${stage.int(5)}`;
    moments.push({ recorded: stage.books.log.length, day, projected: stage.books.asOf(day) });
  });
  for (const post of history.posts) answeredByItsKey(history, post);
  for (const { recorded, day, projected } of moments) {
    const known = history.books.log.slice(0, recorded).filter((each) => each.day <= day);
    sameBalances(projected, foldBalances(known.map((each) => each.entry)));
  }
  sameBalances(history.books.balances, foldBalances(history.books.log.map((each) => each.entry)));
  replaysToOneState(history);
  reversedOnce(history);
  return history;
}

describe(`${runs.toLocaleString('en')} random histories of every rule, two of five posts a replay`, () => {
  it('balance, fold to their projection, replay to one state, never overdraw, reverse once and exactly, create no currency', () => {
    fc.assert(
      fc.property(anyHistory, (choice) => count(live(choice))),
      { numRuns: runs },
    );
  }, 120_000);

  it('did what they were meant to: at least eight entries each, every rule a hundred times, three of ten posts replays', () => {
    expect(counted.histories).toBeGreaterThanOrEqual(runs);
    expect(counted.entries / counted.histories).toBeGreaterThanOrEqual(8);
    expect(counted.replays / counted.posts).toBeGreaterThanOrEqual(0.3);
    expect(counted.currencies.size).toBeGreaterThanOrEqual(2);
    expect([...kindsOfHistories].sort()).toEqual([...entryKinds].sort());
    expect(entryKinds.filter((kind) => (counted.kinds.get(kind) ?? 0) < 100)).toEqual([]);
  });

  it('would not pass if an entry’s key were not unique', () => {
    expect(() =>
      fc.assert(
        fc.property(anyHistory, (choice) => void live(choice, false)),
        { numRuns: 200 },
      ),
    ).toThrow('Property failed');
  });

  afterAll(() => {
    const { histories, posts, replays, entries, kinds } = counted;
    const [rarest] = [...kinds].sort((a, b) => a[1] - b[1]);
    process.stdout.write(
      `${histories} histories, ${posts} posts, ${replays} replays, ${entries} entries; rarest rule: ${rarest?.join(' ')}\n`,
    );
  });
});

/** P1: each entry sums to zero in every currency; so a conversion makes none. P15: there and back profits nobody. */
function balanced({ entry }: Post): void {
  for (const [currency, sum] of sumByCurrency(entry.postings)) if (sum !== 0n) fail(`${entry.kind} is ${sum} ${currency} off`);
  const [sold, , , bought] = entry.postings;
  if (entry.kind !== 'conversion' || !sold?.account.startsWith('2010') || !bought) return;
  const [whole = '', fraction = ''] = (entry.meta?.['rate'] ?? '').split('.');
  const there = BigInt(whole + fraction);
  const back: Rate = { scaled: 10n ** BigInt(12 + fraction.length) / there, digits: 12 };
  if (converted(micros(-bought.amountMicros), back, 'down') > sold.amountMicros) fail('a round trip made money');
}

/** P5: what we owe is never a debt of others to us, at any instant. */
function neverOverdrawn({ entry }: Post, { books }: Stage): void {
  for (const { account, currency } of entry.postings) {
    if (isGuarded(account) && books.balanceOf(`${account} ${currency}`) > 0n) fail(`${account} is overdrawn`);
  }
}

/** P4: the same key with the same payload changes nothing, with another it is refused. */
function answeredByItsKey({ books }: History, { entry, outcome, replay }: Post): void {
  if (!replay) return;
  const standing = books.log.find((each) => each.entry.key === entry.key);
  const same = standing && canonicalJson(standing.entry.postings) === canonicalJson(entry.postings);
  const expected = same ? 'replayed' : 'other-payload';
  if (outcome !== expected) fail(`a replay of ${entry.key} was ${outcome} instead of ${expected}`);
}

/** P3: a prefix replayed in any order, and everything replayed in any order at the end, leave the same state. */
function replaysToOneState({ books, stage }: History): void {
  const again = new ModelBooks();
  const all = books.log.map((each) => each.entry);
  const prefix = stage.int(all.length + 1);
  for (const entry of all.slice(0, prefix)) again.post(entry);
  for (const entry of shuffled(all.slice(0, prefix), stage)) again.post(entry);
  for (const entry of all.slice(prefix)) again.post(entry);
  const state = again.stateHash();
  for (const entry of shuffled(all, stage)) if (again.post(entry) !== 'replayed') fail(`${entry.key} came twice`);
  if (state !== books.stateHash() || again.stateHash() !== state) fail('a replay leaves another state');
}

/** P11: a reversal and what it names sum to nothing, account by account; a second one is refused and changes nothing. */
function reversedOnce({ books }: History): void {
  const entries = new Map(books.log.map((each) => [each.id, each.entry]));
  for (const { entry } of books.log.filter((each) => each.entry.kind === 'reversal')) {
    const of = entries.get(entry.relatesTo as Id<'ent'>);
    if (!of) return fail('a reversal names an entry');
    if ([...foldBalances([of, entry]).values()].some((sum) => sum !== 0n)) fail('a reversal leaves something');
    const before = books.stateHash();
    const second = reversal({ entry: entry.relatesTo as Id<'ent'>, postings: of.postings, reason: 'again', at: entry.at, actor: 'usr' });
    if (books.post(second) !== 'other-payload' || books.post({ ...second, key: 'by-another-key' }) !== 'ended') fail('reversed twice');
    if (books.stateHash() !== before) fail('a refused reversal changed something');
  }
}

function sameBalances(left: ReadonlyMap<string, bigint>, right: ReadonlyMap<string, bigint>): void {
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    if ((left.get(name) ?? 0n) !== (right.get(name) ?? 0n)) fail(`${name} is projected as ${left.get(name)}, folded as ${right.get(name)}`);
  }
}

function shuffled<T>(list: readonly T[], stage: Stage): T[] {
  return list
    .map((each) => ({ each, at: stage.random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

function count({ posts, books }: History): void {
  counted.histories += 1;
  counted.posts += posts.length;
  counted.replays += posts.filter((post) => post.replay).length;
  counted.entries += books.log.length;
  for (const { entry } of books.log) {
    counted.kinds.set(entry.kind, (counted.kinds.get(entry.kind) ?? 0) + 1);
    entry.postings.forEach((line) => counted.currencies.add(line.currency));
  }
}

function fail(sentence: string): never {
  throw new Error(sentence);
}
