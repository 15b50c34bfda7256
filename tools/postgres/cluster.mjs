/** The cluster folder: where it lies, its password, and its first making. A killed start leaves nothing half-made. */
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { Sentence, explainFullDisk } from '../setup/sentence.mjs';
import { canReach } from './account.mjs';

const major = '18';
export const superuser = 'flywheel';

/** Writes the password once, whole and readable by its owner alone; whoever comes second reads the first one's. */
const ensurePassword = (dataDir) => {
  const file = path.join(dataDir, 'postgres-password');
  if (!existsSync(file)) {
    const draft = `${file}-${process.pid}`;
    writeFileSync(draft, randomBytes(24).toString('hex'), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    rmSync(draft);
  }
  return readFileSync(file, 'utf8').trim();
};

/** Inside the data folder, unless the server's account cannot get there: then under /var/lib/flywheel, keyed by the wanted path. */
export const clusterFolder = (dataDir, account) => {
  if (!account || canReach(dataDir, account)) return path.join(dataDir, 'postgres');
  return path.join('/var/lib/flywheel', createHash('sha256').update(dataDir).digest('hex').slice(0, 16), 'postgres');
};

const removeOldDrafts = (parent) => {
  for (const name of readdirSync(parent).filter((each) => each.startsWith('postgres-draft-'))) {
    const draft = path.join(parent, name);
    if (Date.now() - (statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 600_000)
      rmSync(draft, { recursive: true, force: true });
  }
};

const runInitdb = ({ binaries, draft, passwordFile, account }) =>
  new Promise((resolve, reject) => {
    const settings = [
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
      '--encoding=UTF8',
      '-k',
      '--auth=scram-sha-256',
      '--no-instructions',
    ];
    const child = spawn(binaries.initdb, ['-D', draft, '-U', superuser, `--pwfile=${passwordFile}`, ...settings], {
      cwd: path.parse(draft).root,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // Ctrl-C reaches the launcher alone; an unfinished folder is only a draft
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said = (said + chunk).slice(-4000)));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(explainFullDisk(new Error(`initdb failed:\n${said}`), draft))));
  });

const create = async ({ binaries, cluster, password, account }) => {
  const parent = path.dirname(cluster);
  mkdirSync(parent, { recursive: true });
  removeOldDrafts(parent);
  const draft = mkdtempSync(path.join(parent, 'postgres-draft-'));
  const passwordFile = `${draft}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) for (const each of [draft, passwordFile]) chownSync(each, account.uid, account.gid);
  try {
    await runInitdb({ binaries, draft, passwordFile, account });
    renameSync(draft, cluster);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(path.join(cluster, 'PG_VERSION'))) throw error; // else another start was quicker
  } finally {
    rmSync(passwordFile, { force: true });
  }
};

/** An existing cluster keeps the account that made it. */
const accountOf = (cluster, account) => {
  const { uid, gid } = statSync(cluster);
  return account && uid !== 0 ? { name: String(uid), uid, gid } : account;
};

/** Makes sure of a cluster for `dataDir`; returns its folder, password and account. Refuses another major version. */
export const ensureCluster = async ({ dataDir, binaries, account, log }) => {
  try {
    mkdirSync(dataDir, { recursive: true });
    const cluster = clusterFolder(realpathSync(dataDir), account);
    if (existsSync(path.join(cluster, 'PG_VERSION')) && !existsSync(path.join(dataDir, 'postgres-password'))) {
      throw new Sentence(
        `The password file ${dataDir}/postgres-password of the database in ${cluster} is missing: put it back, or move ${cluster} away.`,
      );
    }
    const password = ensurePassword(dataDir);
    if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
      log(`Creating the database in ${cluster}`);
      await create({ binaries, cluster, password, account });
    }
    const found = readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
    if (found !== major) throw new Sentence(`The database in ${cluster} was made by PostgreSQL ${found}; this version needs ${major}.`);
    return { cluster: realpathSync(cluster), password, account: accountOf(cluster, account) };
  } catch (error) {
    if (error.code === 'EACCES' || error.code === 'EPERM') {
      throw new Sentence(
        `The data folder ${dataDir} belongs to another account (${error.path ?? error.message}): use that one, or set DATA_DIR.`,
      );
    }
    throw explainFullDisk(error, dataDir);
  }
};
