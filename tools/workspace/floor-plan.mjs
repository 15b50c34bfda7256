/**
 * The floor plan: which rooms exist, what each answers for, and whom each may import.
 * Lint, the architecture tests, the TypeScript references and the drawing in docs/architecture.md
 * are all derived from this one table. A room is `libs/<layer>/<name>`; its package is `@flywheel/<name>`.
 */

/** Layers from the ground up. A room imports its own layer only where its row says so. */
export const layers = ['contracts', 'domain', 'adapters', 'flows'];

const adapters = ['runtime', 'database', 'queue', 'cache', 'analytics'];
const wire = ['primitives', 'events', 'http'];

/** @type {ReadonlyArray<{ name: string, layer: string, owns: string, mayImport: readonly string[] }>} */
export const rooms = [
  { name: 'primitives', layer: 'contracts', owns: 'Micros, basis points, time, branded ids, assert, seeded random, Clock', mayImport: [] },
  { name: 'events', layer: 'contracts', owns: 'versioned engagement-event and content-metadata schemas', mayImport: ['primitives'] },
  {
    name: 'http',
    layer: 'contracts',
    owns: 'request and response schemas, permissions, problem catalogue, typed client',
    mayImport: ['primitives', 'events'],
  },

  { name: 'targeting', layer: 'domain', owns: 'targeting expressions and who matches them', mayImport: ['primitives'] },
  {
    name: 'campaigns',
    layer: 'domain',
    owns: 'account to creative; effective status and its reason',
    mayImport: ['primitives', 'targeting'],
  },
  { name: 'pacing', layer: 'domain', owns: 'leases, spend plans, frequency caps: may this campaign bid now', mayImport: ['primitives'] },
  { name: 'auction', layer: 'domain', owns: 'score, rank, price, explain', mayImport: ['primitives'] },
  {
    name: 'measurement',
    layer: 'domain',
    owns: 'what counts: valid, viewable, clicked, duplicate, expired',
    mayImport: ['primitives', 'events'],
  },
  { name: 'revenue', layer: 'domain', owns: 'who gets which part of a charge; exact splitting', mayImport: ['primitives', 'ledger'] },
  { name: 'ledger', layer: 'domain', owns: 'accounts, postings, balanced entries, templates, periods', mayImport: ['primitives'] },
  { name: 'segments', layer: 'domain', owns: 'affinities, interest segments and their explanations', mayImport: ['primitives', 'events'] },
  { name: 'ranking', layer: 'domain', owns: 'click prediction as quantised parts per billion', mayImport: ['primitives', 'segments'] },
  {
    name: 'moderation',
    layer: 'domain',
    owns: 'text classifiers: what is spam or unsafe, at a threshold set for the least harm to good text',
    mayImport: ['primitives', 'ranking'],
  },
  {
    name: 'experiments',
    layer: 'domain',
    owns: 'tests, fixed and sequential, of two arms; off-policy estimates from logs',
    mayImport: ['primitives'],
  },
  {
    name: 'privacy',
    layer: 'domain',
    owns: 'consent, purposes, the least size of a targeted group and how sizes are told',
    mayImport: ['primitives', 'targeting'],
  },
  { name: 'reporting', layer: 'domain', owns: 'metric registry and algebra: totals that reconcile', mayImport: ['primitives', 'privacy'] },
  { name: 'population', layer: 'domain', owns: 'seeded synthetic viewers, creators, advertisers', mayImport: ['primitives', 'events'] },

  { name: 'runtime', layer: 'adapters', owns: 'environment parsed once, logger, Tx, health, shutdown', mayImport: ['primitives'] },
  {
    name: 'database',
    layer: 'adapters',
    owns: 'connections, migrations, entities, stores, event log, outbox',
    mayImport: [
      'primitives',
      'events',
      'runtime',
      'ledger',
      'targeting',
      'segments',
      'campaigns',
      'revenue',
      'pacing',
      'privacy',
      'auction',
      'ranking',
    ],
  },
  { name: 'queue', layer: 'adapters', owns: 'BullMQ on Postgres or Redis; the total job table', mayImport: ['primitives', 'runtime'] },
  {
    name: 'cache',
    layer: 'adapters',
    owns: 'cap counters and open reservations in memory',
    mayImport: ['primitives', 'runtime', 'pacing'],
  },
  {
    name: 'analytics',
    layer: 'adapters',
    owns: 'report queries and traces of their cells',
    mayImport: ['primitives', 'events', 'runtime', 'reporting'],
  },

  { name: 'access', layer: 'flows', owns: 'sign in, sessions, API keys', mayImport: [...wire, ...adapters, 'privacy'] },
  {
    name: 'ingest',
    layer: 'flows',
    owns: 'accept events, quarantine and replay, import dumps',
    mayImport: [...wire, ...adapters, 'privacy', 'measurement'],
  },
  {
    name: 'learn',
    layer: 'flows',
    owns: 'turn events into interests and segments',
    mayImport: [...wire, ...adapters, 'segments', 'privacy', 'ranking'],
  },
  {
    name: 'serve',
    layer: 'flows',
    owns: 'decide which ad a viewer gets, and say why',
    mayImport: [...wire, ...adapters, 'targeting', 'campaigns', 'pacing', 'auction', 'ranking', 'privacy', 'measurement'],
  },
  {
    name: 'settle',
    layer: 'flows',
    owns: 'beacons to charges, batches, ledger, closed months',
    mayImport: [...wire, ...adapters, 'measurement', 'revenue', 'ledger', 'pacing'],
  },
  {
    name: 'report',
    layer: 'flows',
    owns: 'answer a question in numbers, on screen or as a file',
    mayImport: [...wire, ...adapters, 'reporting', 'privacy', 'ledger', 'revenue', 'measurement'],
  },
  {
    name: 'advertise',
    layer: 'flows',
    owns: 'accounts, funding, campaigns and their versions, why they serve or not',
    mayImport: [...wire, ...adapters, 'targeting', 'campaigns', 'ledger', 'privacy', 'pacing', 'auction'],
  },
  {
    name: 'audiences',
    layer: 'flows',
    owns: 'audiences of advertisers: uploads, engagers, lookalikes, their sizes and the least size of an expression',
    mayImport: [...wire, ...adapters, 'targeting', 'privacy', 'segments'],
  },
  { name: 'review', layer: 'flows', owns: 'approve or reject creatives', mayImport: [...wire, ...adapters, 'campaigns'] },
  {
    name: 'simulate',
    layer: 'flows',
    owns: 'the seeded demo and the replay of a real site, through every other flow',
    mayImport: [
      ...wire,
      ...adapters,
      'population',
      'segments',
      'targeting',
      'campaigns',
      'auction',
      'ledger',
      'privacy',
      'pacing',
      'measurement',
      'revenue',
      'access',
      'ingest',
      'learn',
      'serve',
      'settle',
      'report',
      'advertise',
      'audiences',
      'review',
    ],
  },
];

const contracts = rooms.filter((room) => room.layer === 'contracts').map((room) => room.name);
const everything = rooms.filter((room) => room.layer !== 'domain').map((room) => room.name);

/** Programs. The dashboard speaks to the api over HTTP only. */
export const apps = [
  { name: 'api', owns: 'one program: edge (hot path) and console (sessions, reports), dashboard mounted', mayImport: everything },
  { name: 'worker', owns: 'job handlers in processes of their own, when Redis is given', mayImport: everything },
  { name: 'dashboard', owns: 'what people see', mayImport: [...contracts, 'reporting'] },
];
