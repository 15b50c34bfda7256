import type { ESLint } from 'eslint';
import { fileLength } from './file-length.ts';
import { floorPlan } from './floor-plan-rule.ts';
import { noCatchAndLog } from './no-catch-and-log.ts';

/** The rules that no published package has, under the prefix `flywheel/`. */
export const plugin: ESLint.Plugin = {
  meta: { name: 'flywheel' },
  rules: { 'floor-plan': floorPlan, 'no-catch-and-log': noCatchAndLog, 'file-length': fileLength },
};
