import type { InteractionMatrix } from './interaction-matrix.ts';
import type { PopularityModel } from './model.ts';

/** Counts distinct users per item. */
export function fitPopularity({ columns, at }: InteractionMatrix): PopularityModel {
  const score = new Float64Array(columns);
  for (const item of at) score[item] = (score[item] as number) + 1;
  return { kind: 'pop', score };
}
