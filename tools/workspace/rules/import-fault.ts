import path from 'node:path';
import { allowedRooms, isTest, layerOf, placeOf, type Place } from './place.ts';

/**
 * Why `file` may not import `specifier`, as one sentence, or `undefined` where it may.
 * A type-only import is an import: it ties the rooms together just the same.
 */
export function importFault(file: string, specifier: string): string | undefined {
  const place = placeOf(file);
  if (place.kind !== 'room' && place.kind !== 'app') return undefined;
  if (specifier.startsWith('.') || specifier.startsWith('/')) return relativeFault(file, specifier, place);
  const [scope, room = '', ...sub] = specifier.split('/');
  if (scope === '@flywheel') return roomFault(place, room, sub);
  return packageFault(file, specifier, place);
}

function relativeFault(file: string, specifier: string, place: Place): string | undefined {
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  const home = file.slice(0, file.length - place.inside.length);
  const leaves = specifier.startsWith('/') || !target.startsWith(home);
  if (leaves) return `a relative import leaves ${home.slice(0, -1)}; other rooms are reached as @flywheel/<room>`;
  if (place.kind === 'room' && /\/index\.ts$/.test(target)) return 'a door (index.ts) is for other rooms; import the file itself';
  return undefined;
}

function roomFault(place: Place, room: string, sub: readonly string[]): string | undefined {
  const here = place.kind === 'room' ? place.room : place.kind === 'app' ? place.app : '';
  if (place.kind === 'room' && room === here) return `${here} imports itself by its package name; use a relative path`;
  if (layerOf(room) === undefined) return `@flywheel/${room} is not a room of the floor plan`;
  if (sub[0] === 'src' || sub[0] === 'dist') return `@flywheel/${room}/${sub[0]} goes around the door of ${room}`;
  if (!allowedRooms(place)?.has(room)) return `${here} may not import ${room} (floor plan)`;
  return undefined;
}

function packageFault(file: string, specifier: string, place: Place): string | undefined {
  if (isChart(specifier) && place.kind === 'app' && !place.inside.startsWith('src/lib/charts/')) {
    return 'chart.js is drawn through apps/dashboard/src/lib/charts alone';
  }
  if (isTest(file)) return undefined;
  const layer = place.kind === 'room' ? place.layer : 'apps';
  if (layer === 'domain') return `domain imports no package and no node: module (${specifier})`;
  const isDatabase = place.kind === 'room' && place.room === 'database';
  if (is(specifier, 'typeorm') && !isDatabase) return 'TypeORM stays inside adapters/database';
  if (specifier.startsWith('@nestjs/') && layer !== 'apps' && !isModuleFile(file, specifier, layer)) {
    return "@nestjs is for apps, and for @nestjs/common and @nestjs/typeorm in an adapter's *.module.ts";
  }
  return undefined;
}

const is = (specifier: string, name: string): boolean => specifier === name || specifier.startsWith(`${name}/`);
const isChart = (specifier: string): boolean => is(specifier, 'chart.js') || specifier.startsWith('chartjs-');
const isModuleFile = (file: string, specifier: string, layer: string): boolean =>
  layer === 'adapters' && file.endsWith('.module.ts') && (is(specifier, '@nestjs/common') || is(specifier, '@nestjs/typeorm'));
