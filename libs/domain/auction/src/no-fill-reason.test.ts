import { describe, expect, it } from 'vitest';
import { listOf, noFillReasons, reasons, type NoFillReason, type ReasonList } from './no-fill-reason.ts';

const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** The closed lists, number by number. */
const closed: Record<ReasonList, number[]> = {
  'no-bid': span(0, 17),
  loss: [...span(0, 10), ...span(100, 104), ...span(200, 215)],
  'seat-non-bid': [...span(0, 17), ...span(100, 103), ...span(200, 204), ...span(300, 304), ...span(350, 357)],
  own: [
    ...span(500, 505),
    ...span(520, 524),
    ...[540, 541, 542, 543, 545, 546],
    ...span(560, 567),
    ...[580, 581, 582, 583, 584, 585],
    ...span(600, 606),
    ...span(620, 623),
    ...span(640, 660),
  ],
};

describe('the closed table of reasons', () => {
  it.each(Object.keys(closed) as ReasonList[])('holds every code of the list %s, each with words of its own', (list) => {
    expect(Object.keys(reasons[list]).map(Number)).toEqual(closed[list]);
    const words = Object.values(reasons[list]);
    expect(new Set(words).size).toBe(words.length);
    for (const each of words) expect(each).toMatch(/^\p{L}.{7,110}[^.]$/u);
  });

  it('has no list that is not closed here', () => {
    expect(Object.keys(reasons).sort()).toEqual(Object.keys(closed).sort());
  });

  it('gives a code another meaning in another list', () => {
    expect(new Set([reasons['no-bid'][2], reasons.loss[2], reasons['seat-non-bid'][2]]).size).toBe(3);
  });

  it('of losses and our own names the list by the code alone', () => {
    const codes = Object.keys(noFillReasons).map((code) => Number(code) as NoFillReason);
    expect(codes).toHaveLength(closed.loss.length + closed.own.length);
    for (const code of codes) expect(closed[listOf(code)]).toContain(code);
  });
});
