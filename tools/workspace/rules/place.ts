import { apps, rooms } from '../floor-plan.mjs';

/** Where a file of the repository lives. `elsewhere` is the root, docs and whatever is not source. */
export type Place =
  | { kind: 'room'; layer: string; room: string; inside: string }
  | { kind: 'app'; app: string; inside: string }
  | { kind: 'tools' | 'tests' | 'elsewhere'; inside: string };

/** The place of a path relative to the repository's root, with forward slashes. `inside` is the path below that place. */
export function placeOf(file: string): Place {
  const [top, second, third, ...rest] = file.split('/');
  if (top === 'libs' && second && third) return { kind: 'room', layer: second, room: third, inside: rest.join('/') };
  if (top === 'apps' && second) return { kind: 'app', app: second, inside: file.split('/').slice(2).join('/') };
  if (top === 'tools' || top === 'tests') return { kind: top, inside: file.split('/').slice(1).join('/') };
  return { kind: 'elsewhere', inside: file };
}

/** Whether a file is a test; tests live beside what they prove and may use test libraries. */
export const isTest = (file: string): boolean => /\.(test|spec)\.ts$/.test(file) || file.startsWith('tests/');

/** The rooms that the place's row in the floor plan allows; `undefined` where every room is allowed (tools, tests). */
export function allowedRooms(place: Place): ReadonlySet<string> | undefined {
  if (place.kind === 'room') return new Set(rooms.find((room) => room.name === place.room)?.mayImport ?? []);
  if (place.kind === 'app') return new Set(apps.find((app) => app.name === place.app)?.mayImport ?? []);
  return undefined;
}

/** The layer of a room by its name, or `undefined` for a name that the floor plan does not have. */
export const layerOf = (room: string): string | undefined => rooms.find((each) => each.name === room)?.layer;
