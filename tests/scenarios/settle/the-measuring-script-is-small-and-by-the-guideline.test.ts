import { Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { largePixels, viewRule } from '@flywheel/measurement';
import { describe, expect, it } from 'vitest';
import { viewabilityScript } from '../../../apps/api/src/settle/viewability-script.ts';

describe('the script that measures', () => {
  it('takes at most 3 KB on the wire', () => {
    expect(gzipSync(viewabilityScript, { level: 9 }).length).toBeLessThanOrEqual(3072);
  });

  it('can be read, and names the thresholds of the rule that judges its beacons', () => {
    expect(() => new Script(viewabilityScript)).not.toThrow();
    expect(viewabilityScript).toContain(`large = ${largePixels};`);
    const [small, big, film] = [viewRule(1, 'display'), viewRule(largePixels, 'display'), viewRule(1, 'video')];
    expect(viewabilityScript).toContain(`ad.large && !ad.video ? ${big.ratio} : ${small.ratio}`);
    expect(viewabilityScript).toContain(`ad.video ? ${film.holdMs} : ${small.holdMs}`);
  });

  it('stores nothing on the device', () => {
    expect(viewabilityScript).not.toMatch(/cookie|localStorage|sessionStorage|indexedDB/);
  });
});
