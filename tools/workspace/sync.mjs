/** Writes each room's package.json (once) and tsconfig.json from the floor plan; `--check` only compares. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { apps, rooms } from './floor-plan.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const checkOnly = process.argv.includes('--check');
const folderOf = new Map(rooms.map((room) => [room.name, `libs/${room.layer}/${room.name}`]));
let stale = 0;

const write = (file, text) => {
  const full = path.join(root, file);
  if (existsSync(full) && readFileSync(full, 'utf8') === text) return;
  stale += 1;
  if (checkOnly) return console.error(`out of step with the floor plan: ${file}`);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
};
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const tsconfig = (from, mayImport) =>
  json({
    extends: `${path.relative(from, '.')}/tsconfig.base.json`,
    compilerOptions: { rootDir: 'src', outDir: 'dist', tsBuildInfoFile: 'dist/.tsbuildinfo' },
    include: ['src/**/*.ts'],
    exclude: ['src/**/*.test.ts'],
    references: mayImport.map((name) => ({ path: path.relative(from, folderOf.get(name)) })),
  });

for (const room of rooms) {
  const folder = folderOf.get(room.name);
  const manifest = path.join(root, folder, 'package.json');
  if (!existsSync(manifest)) {
    write(
      `${folder}/package.json`,
      json({
        name: `@flywheel/${room.name}`,
        version: '0.1.0',
        private: true,
        type: 'module',
        exports: { '.': { source: './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' } },
      }),
    );
  }
  write(`${folder}/tsconfig.json`, tsconfig(folder, room.mayImport));
}
for (const app of apps.filter((each) => each.name !== 'dashboard'))
  write(`apps/${app.name}/tsconfig.json`, tsconfig(`apps/${app.name}`, app.mayImport));
write(
  'tsconfig.json',
  json({
    files: [],
    references: [...rooms.map((room) => ({ path: folderOf.get(room.name) })), { path: 'apps/api' }, { path: 'apps/worker' }],
  }),
);
if (checkOnly && stale > 0) process.exit(1);
