/** Puts the drawing of the floor plan into docs/architecture.md; `--check` only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import prettier from 'prettier';
import { inside } from '../setup/workspace.mjs';
import { drawFloorPlan } from './drawing.mjs';

const file = inside('docs/architecture.md');
const from = '<!-- floor plan: written by tools/workspace/draw.mjs -->';
const to = '<!-- end of the floor plan -->';

const text = readFileSync(file, 'utf8');
const [start, end] = [text.indexOf(from), text.indexOf(to)];
if (start < 0 || end < start) throw new Error(`docs/architecture.md lacks the markers ${from} and ${to}`);
const redrawn = `${text.slice(0, start + from.length)}\n\n${drawFloorPlan()}\n\n${text.slice(end)}`;
const formatted = await prettier.format(redrawn, { ...(await prettier.resolveConfig(file)), filepath: file });

if (formatted === text) process.exit(0);
if (process.argv.includes('--check')) {
  console.error('docs/architecture.md is not as the floor plan draws it: run node tools/workspace/draw.mjs');
  process.exit(1);
}
writeFileSync(file, formatted);
