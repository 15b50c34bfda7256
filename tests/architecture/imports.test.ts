import { describe, expect, it } from 'vitest';
import { apps, rooms as plan } from '../../tools/workspace/floor-plan.mjs';
import { importFault } from '../../tools/workspace/rules/import-fault.ts';
import { importsOf } from '../../tools/workspace/rules/imports-of.ts';
import { layerOf } from '../../tools/workspace/rules/place.ts';
import { unbuiltRooms, unplannedRooms } from '../../tools/workspace/rules/readmes.ts';
import { undeclaredPackages } from '../../tools/workspace/rules/undeclared-packages.ts';
import { everything, faultsIn, rooms, sources } from './repository.ts';

const forbidden = (file: string, text: string): string[] =>
  importsOf(file, text).flatMap(({ specifier, line }) => {
    const why = importFault(file, specifier);
    return why ? [`${file}:${line} ${why}`] : [];
  });

describe('the tree keeps the floor plan', () => {
  it('imports only what a room or an app may, type-only imports included', () => {
    expect(faultsIn(sources, forbidden)).toEqual([]);
  });

  it('has exactly the rooms of the floor plan', () => {
    expect([...unplannedRooms(rooms), ...unbuiltRooms(rooms)]).toEqual([]);
  });

  it('declares every package where it is used', () => {
    expect(undeclaredPackages(everything)).toEqual([]);
  });
});

describe('the floor plan itself', () => {
  it('lets nothing look upwards: domain to adapters, adapters to flows, a room to an app', () => {
    const order = ['contracts', 'domain', 'adapters', 'flows'];
    const upwards = plan.flatMap(({ name, layer, mayImport }) =>
      mayImport.filter((target) => order.indexOf(layerOf(target) ?? 'app') > order.indexOf(layer)).map((target) => `${name} → ${target}`),
    );
    expect(upwards).toEqual([]);
  });

  it('lets no flow import a flow, the simulation excepted', () => {
    const flows = plan.filter(({ layer, name }) => layer === 'flows' && name !== 'simulate');
    expect(flows.flatMap(({ mayImport }) => mayImport.filter((target) => layerOf(target) === 'flows'))).toEqual([]);
  });

  it('gives the dashboard contracts and reporting alone', () => {
    expect(apps.find(({ name }) => name === 'dashboard')?.mayImport).toEqual(['primitives', 'events', 'http', 'reporting']);
  });
});

const planted: ReadonlyArray<{ fault: string; file: string; text: string }> = [
  { fault: 'domain on an adapter', file: 'libs/domain/auction/src/a.ts', text: "import { Database } from '@flywheel/database';" },
  { fault: 'a type-only import', file: 'libs/domain/auction/src/a.ts', text: "import type { Database } from '@flywheel/database';" },
  { fault: 'an inline type-only import', file: 'libs/domain/auction/src/a.ts', text: "import { type Entry } from '@flywheel/ledger';" },
  { fault: 'a type query', file: 'libs/domain/auction/src/a.ts', text: "type D = import('@flywheel/database').Database;" },
  { fault: 'a re-export', file: 'libs/domain/auction/src/a.ts', text: "export { post } from '@flywheel/ledger';" },
  { fault: 'a dynamic import', file: 'libs/domain/auction/src/a.ts', text: "const d = await import('@flywheel/database');" },
  { fault: 'a subpath of a forbidden room', file: 'libs/domain/auction/src/a.ts', text: "import { x } from '@flywheel/http/campaigns';" },
  { fault: 'an adapter on a flow', file: 'libs/adapters/queue/src/a.ts', text: "import { jobs } from '@flywheel/settle';" },
  { fault: 'a flow on a flow', file: 'libs/flows/serve/src/a.ts', text: "import type { Seal } from '@flywheel/settle';" },
  { fault: 'a room on an app', file: 'libs/flows/serve/src/a.ts', text: "import { app } from '@flywheel/api';" },
  { fault: 'a room on an app by path', file: 'libs/flows/serve/src/a.ts', text: "import { app } from '../../../../apps/api/src/main.ts';" },
  { fault: 'a neighbour by path', file: 'libs/domain/auction/src/a.ts', text: "import { x } from '../../ledger/src/account.ts';" },
  { fault: 'a way around the door', file: 'libs/flows/settle/src/a.ts', text: "import { x } from '@flywheel/ledger/src/account.ts';" },
  { fault: 'its own door', file: 'libs/domain/auction/src/a.ts', text: "import { x } from './index.ts';" },
  { fault: 'its own package', file: 'libs/domain/auction/src/a.ts', text: "import { x } from '@flywheel/auction';" },
  { fault: 'an npm package in domain', file: 'libs/domain/ledger/src/a.ts', text: "import { z } from 'zod';" },
  { fault: 'a type of an npm package in domain', file: 'libs/domain/ledger/src/a.ts', text: "import type { z } from 'zod';" },
  { fault: 'a node: module in domain', file: 'libs/domain/ledger/src/a.ts', text: "import { createHash } from 'node:crypto';" },
  { fault: 'a bare node module in domain', file: 'libs/domain/ledger/src/a.ts', text: "import fs from 'fs';" },
  { fault: 'TypeORM in a flow', file: 'libs/flows/settle/src/a.ts', text: "import type { EntityManager } from 'typeorm';" },
  { fault: 'TypeORM in an app', file: 'apps/api/src/a.ts', text: "import { DataSource } from 'typeorm';" },
  { fault: 'Nest in a flow', file: 'libs/flows/settle/src/a.ts', text: "import { Injectable } from '@nestjs/common';" },
  { fault: 'Nest in a plain adapter file', file: 'libs/adapters/queue/src/a.ts', text: "import { Module } from '@nestjs/common';" },
  { fault: "Nest's core in a module file", file: 'libs/adapters/queue/src/a.module.ts', text: "import { x } from '@nestjs/core';" },
  { fault: 'the dashboard on a flow', file: 'apps/dashboard/src/lib/a.ts', text: "import type { Report } from '@flywheel/report';" },
  {
    fault: 'chart.js outside the one wrapper',
    file: 'apps/dashboard/src/routes/finance/+page.svelte',
    text: '<script lang="ts">\n  import { Chart } from \'chart.js\';\n</script>\n<p>import nothing</p>',
  },
];

describe('a planted import is caught', () => {
  it.each(planted)('$fault', ({ file, text }) => {
    expect(forbidden(file, text)).toHaveLength(1);
  });
});

const allowed: ReadonlyArray<{ what: string; file: string; text: string }> = [
  { what: 'a room of its row', file: 'libs/domain/revenue/src/a.ts', text: "import type { Entry } from '@flywheel/ledger';" },
  { what: 'a file of the same room', file: 'libs/domain/revenue/src/deep/a.ts', text: "import { b } from '../b.ts';" },
  { what: 'test libraries in a test', file: 'libs/domain/revenue/src/a.test.ts', text: "import { it } from 'vitest';" },
  { what: 'TypeORM in the database', file: 'libs/adapters/database/src/a.ts', text: "import { DataSource } from 'typeorm';" },
  { what: 'Nest in a module file', file: 'libs/adapters/database/src/a.module.ts', text: "import { Module } from '@nestjs/common';" },
  { what: 'a word that only looks like an import', file: 'libs/domain/ledger/src/a.ts', text: 'const text = "import x from \'zod\'";' },
  { what: 'chart.js in the wrapper', file: 'apps/dashboard/src/lib/charts/a.ts', text: "import { Chart } from 'chart.js';" },
];

describe('a permitted import stands', () => {
  it.each(allowed)('$what', ({ file, text }) => {
    expect(forbidden(file, text)).toEqual([]);
  });
});

describe('a planted gap in a manifest is caught', () => {
  it('a package that only another workspace declares', () => {
    const tree = new Map([
      ['libs/flows/ingest/package.json', '{"dependencies":{"saxes":"6.0.0"}}'],
      ['libs/flows/ingest/src/a.ts', "import { SaxesParser } from 'saxes';\nimport { z } from 'zod';"],
    ]);
    expect(undeclaredPackages(tree)).toEqual([
      'libs/flows/ingest/src/a.ts uses zod, which libs/flows/ingest/package.json does not declare',
    ]);
  });

  it('a folder that the floor plan does not know', () => {
    expect(unplannedRooms(new Map([['libs/domain/weather/src/index.ts', '']]))).toEqual(['libs/domain/weather is not on the floor plan']);
  });
});
