import { describe, expect, it } from 'vitest';
import { capViewer } from './cap-viewer.ts';
import { believedMs, ViewerOwners } from './viewer-owners.ts';

const decider = (name: string) => ({ decider: name, address: `http://${name}` });
const [a, b, c] = [decider('a'), decider('b'), decider('c')];
const viewers = Array.from({ length: 10_000 }, (_, n) => capViewer(`vwr_${n}`, false));
const start = 1_000_000;

function settledOwners(live: Array<typeof a>): ViewerOwners[] {
  return live.map(({ decider: me }) => {
    const owners = new ViewerOwners(me);
    owners.update(live, start);
    owners.settled();
    return owners;
  });
}

describe('viewers', () => {
  it('have one owner each, and every decider about as many', () => {
    const all = settledOwners([a, b, c]);
    const owned = all.map((owners) => viewers.filter((viewer) => owners.knows(viewer, start)).length);
    expect(owned.reduce((sum, each) => sum + each, 0)).toBe(viewers.length);
    for (const each of owned) expect(each).toBeGreaterThan(viewers.length / 4);
  });

  it('stay where they are when another decider goes', () => {
    const [before] = settledOwners([a, b, c]);
    const [after] = settledOwners([a, b]);
    for (const viewer of viewers) if (before?.knows(viewer, start)) expect(after?.knows(viewer, start)).toBe(true);
  });

  it('who come from another decider are unknown until their past was read, and that only once he has stopped', () => {
    const owners = new ViewerOwners('a');
    owners.update([a, b], start);
    owners.settled();
    const own = viewers.filter((viewer) => owners.knows(viewer, start));
    expect(owners.update([a], start + 500)).toBe(true);
    expect(viewers.filter((viewer) => owners.knows(viewer, start + 500))).toEqual(own);
    expect([owners.mayRead(start + 500 + believedMs), owners.mayRead(start + 501 + believedMs)]).toEqual([false, true]);
    owners.settled();
    expect(viewers.every((viewer) => owners.knows(viewer, start + 9e9))).toBe(true);
  });

  it('are all somebody else’s for a decider who comes to others, until he has read their past', () => {
    const late = new ViewerOwners('c');
    late.update([a, b, c], start);
    expect(viewers.some((viewer) => late.knows(viewer, start))).toBe(false);
    const first = new ViewerOwners('c');
    first.update([c], start);
    expect(viewers.every((viewer) => first.knows(viewer, start))).toBe(true);
  });

  it('are nobody’s for a decider who has not heard of the others for two seconds', () => {
    const [owners] = settledOwners([a, b]);
    const mine = viewers.find((viewer) => owners?.knows(viewer, start)) ?? expect.fail('none');
    expect([owners?.knows(mine, start + believedMs), owners?.knows(mine, start + believedMs + 1)]).toEqual([true, false]);
  });
});
