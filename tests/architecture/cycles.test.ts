import { describe, expect, it } from 'vitest';
import { rooms as plan } from '../../tools/workspace/floor-plan.mjs';
import { cyclesIn, importGraph } from '../../tools/workspace/rules/cycles.ts';
import { sources } from './repository.ts';

describe('nothing goes in circles', () => {
  it('no file imports itself through others', () => {
    expect(cyclesIn(importGraph(sources))).toEqual([]);
  });

  it('no room of the floor plan may reach itself', () => {
    expect(cyclesIn(new Map(plan.map(({ name, mayImport }) => [name, mayImport])))).toEqual([]);
  });

  it('the graph is no empty promise: it has the edges of the tree', () => {
    expect([...importGraph(sources).values()].flat().length).toBeGreaterThan(100);
  });
});

describe('a planted cycle is caught', () => {
  it('of three files', () => {
    const tree = new Map([
      ['libs/domain/pacing/src/a.ts', "import { b } from './b.ts';"],
      ['libs/domain/pacing/src/b.ts', "import { c } from './deep/c.ts';"],
      ['libs/domain/pacing/src/deep/c.ts', "import { a } from '../a.ts';"],
    ]);
    expect(cyclesIn(importGraph(tree))).toEqual([
      'libs/domain/pacing/src/a.ts → libs/domain/pacing/src/b.ts → libs/domain/pacing/src/deep/c.ts → libs/domain/pacing/src/a.ts',
    ]);
  });

  it('closed by a type alone', () => {
    const tree = new Map([
      ['libs/domain/pacing/src/a.ts', "import type { B } from './b.ts';"],
      ['libs/domain/pacing/src/b.ts', "import { a } from './a.ts';"],
    ]);
    expect(cyclesIn(importGraph(tree))).toHaveLength(1);
  });

  it('of two rooms through their doors', () => {
    const tree = new Map([
      ['libs/domain/revenue/src/index.ts', "export { split } from './split.ts';"],
      ['libs/domain/revenue/src/split.ts', "import { post } from '@flywheel/ledger';"],
      ['libs/domain/ledger/src/index.ts', "export type { Split } from '@flywheel/revenue';"],
    ]);
    expect(cyclesIn(importGraph(tree))).toHaveLength(1);
  });

  it('while a diamond is none', () => {
    const diamond = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
    ]);
    expect(cyclesIn(diamond)).toEqual([]);
  });
});
