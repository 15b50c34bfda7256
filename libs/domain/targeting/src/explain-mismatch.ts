import type { Targeting } from './expression.ts';
import { evaluate } from './evaluate.ts';
import type { Facts } from './facts.ts';

/** 540 not met, 541 excluded, 542 a strong NOT met a missing attribute, 545 a segment or audience was asked for without consent. */
export type Mismatch = { code: 540 | 541 | 542 | 545; path: string };

/** The first node, from the left, that keeps the root from being true; undefined when the expression matches. */
export function explainMismatch(targeting: Targeting, facts: Facts): Mismatch | undefined {
  const truth = evaluate(targeting, facts);
  if (truth === 'true') return undefined;
  switch (targeting.kind) {
    case 'all':
      for (const part of targeting.parts) {
        const mismatch = explainMismatch(part, facts);
        if (mismatch) return mismatch;
      }
      return { code: 540, path: targeting.path };
    case 'any': {
      const inner = targeting.parts.map((part) => explainMismatch(part, facts));
      return inner.every((each) => each?.code === 545) ? { code: 545, path: targeting.path } : { code: 540, path: targeting.path };
    }
    case 'not':
      return { code: truth === 'unknown' ? 542 : 541, path: targeting.path };
    case 'in':
      return {
        code: (targeting.attr === 'segment' || targeting.attr === 'audience') && truth === 'unknown' ? 545 : 540,
        path: targeting.path,
      };
    case 'range':
      return { code: 540, path: targeting.path };
  }
}
