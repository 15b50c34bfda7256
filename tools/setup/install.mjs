/** Brings node_modules to what package-lock.json says, once per change of the lock. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { runNpm } from './npm.mjs';
import { startStep } from './progress.mjs';
import { Sentence } from './sentence.mjs';
import { inside } from './workspace.mjs';

const stampFile = inside('node_modules/.flywheel-lock');

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** Whether an installed tree (npm's own record) holds every package that the lock demands here, at its version. */
export const agrees = (lock, installed) =>
  Object.entries(lock.packages).every(([place, wanted]) => {
    if (place === '' || wanted.link || !place.includes('node_modules/')) return true;
    const found = installed.packages[place];
    return found ? found.version === wanted.version : wanted.optional === true || wanted.devOptional === true || wanted.peer === true;
  });

/** Whether npm on this Node.js leaves out optional packages that demand a later one (the compilers' binaries do). */
export const leavesPackagesOut = (version) => {
  const [major, minor] = version.replace('v', '').split('.').map(Number);
  return major < 20 || major === 21 || (major === 20 && minor < 19) || (major === 22 && minor < 12);
};

/** Fetches the Node.js of the lock ahead of everything else, so that npm runs on it; returns its folder, undefined where there is none. */
const fetchNode = async (lock) => {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const wanted = lock.packages[`node_modules/${name}`];
  if (!wanted) return undefined;
  const folder = inside('.nx/first-node');
  const step = startStep(`Fetching Node.js ${wanted.version} (this one is ${process.version})`);
  try {
    await runNpm({ args: ['install', '--no-save', '--prefix', folder, `${name}@${wanted.version}`], onLines: () => undefined });
  } catch (error) {
    step.failed();
    throw error;
  }
  const record = JSON.parse(readFileSync(`${folder}/node_modules/.package-lock.json`, 'utf8'));
  if (record.packages[`node_modules/${name}`]?.integrity !== wanted.integrity)
    throw new Sentence(`The registry's ${name} is not the one in the lock.`);
  step.done();
  return `${folder}/node_modules/${name}/bin`;
};

/** How many packages of the lock belong on this machine. */
const packagesHere = (lock) => {
  const fits = (list, name) => !list || list.includes(name);
  const here = ([place, each]) =>
    place.includes('node_modules/') && !each.link && fits(each.os, process.platform) && fits(each.cpu, process.arch);
  return Object.entries(lock.packages).filter(here).length;
};

const install = async (lock) => {
  const nodeFolder = leavesPackagesOut(process.version) ? await fetchNode(lock) : undefined;
  const count = packagesHere(lock);
  const step = startStep('Installing packages');
  let fetched = 0;
  const onLines = (lines) => {
    fetched += lines.filter((line) => line.includes('http') && line.includes('.tgz')).length;
    const trouble = lines.some((line) => / attempt \d+ failed/.test(line)) ? 'the registry does not answer, trying again,' : '';
    step.at(trouble || `${Math.min(fetched, count)} of ${count} packages,`);
  };
  try {
    await runNpm({ args: ['ci'], onLines, nodeFolder });
  } catch (error) {
    step.failed();
    throw error;
  }
  step.done();
  rmSync(inside('.nx/first-node'), { recursive: true, force: true });
};

/** Whether the folders of node_modules that lie inside workspaces are there: a copied or cleaned clone may lack them alone. */
const nestedAreThere = (lock) => {
  const nested = ([place, each]) => !place.startsWith('node_modules/') && place.includes('/node_modules/') && !each.optional;
  return Object.entries(lock.packages)
    .filter(nested)
    .every(([place]) => existsSync(inside(place)));
};

/** Installs when the lock changed since the last install. An install made by hand that agrees with the lock is accepted. */
export const ensureInstalled = async () => {
  const text = readFileSync(inside('package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${text}`).digest('hex');
  const lock = JSON.parse(text);
  const complete = nestedAreThere(lock);
  if (complete && read(stampFile) === hash) return;
  const record = read(inside('node_modules/.package-lock.json'));
  if (!complete || !record || !agrees(lock, JSON.parse(record))) await install(lock);
  writeFileSync(stampFile, hash);
};
