/** The floor plan as people read it: a drawing of the layers and a table of the rooms, in Markdown. */
import { apps, layers, rooms } from './floor-plan.mjs';

const layerOf = new Map(rooms.map(({ name, layer }) => [name, layer]));
const inLayer = (layer) => rooms.filter((room) => room.layer === layer);

/** Arrows inside a layer are drawn room by room, arrows between layers once. */
const arrows = () => {
  const inside = rooms.flatMap(({ name, layer, mayImport }) =>
    mayImport.filter((target) => layerOf.get(target) === layer).map((target) => `  ${name} --> ${target}`),
  );
  const between = new Set(
    rooms.flatMap(({ layer, mayImport }) =>
      mayImport.filter((target) => layerOf.get(target) !== layer).map((target) => `  ${layer} ==> ${layerOf.get(target)}`),
    ),
  );
  const ofApps = apps.flatMap(({ name, mayImport }) => {
    const whole = layers.filter((layer) => inLayer(layer).every((room) => mayImport.includes(room.name)));
    const single = mayImport.filter((target) => !whole.includes(layerOf.get(target)));
    return [...whole, ...single].map((target) => `  ${name} ==> ${target}`);
  });
  return [...inside, ...between, ...ofApps];
};

const drawing = () => [
  '```mermaid',
  'flowchart TB',
  '  subgraph apps',
  ...apps.map(({ name }) => `    ${name}`),
  '  end',
  ...[...layers].reverse().flatMap((layer) => [`  subgraph ${layer}`, ...inLayer(layer).map(({ name }) => `    ${name}`), '  end']),
  ...arrows(),
  '```',
];

/** "all adapters" where a row names a whole layer, so that what is special about a room can be seen. */
const inWords = (mayImport) => {
  const whole = layers.filter((layer) => inLayer(layer).length > 1 && inLayer(layer).every(({ name }) => mayImport.includes(name)));
  const rest = mayImport.filter((name) => !whole.includes(layerOf.get(name)));
  return [...whole.map((layer) => `all ${layer}`), ...rest].join(', ') || '—';
};

const row = (place, { name, owns, mayImport }) => `| ${place}/${name} | ${owns} | ${inWords(mayImport)} |`;

/** The lines between the markers of docs/architecture.md, before prettier aligns the table. */
export const drawFloorPlan = () =>
  [
    ...drawing(),
    '',
    '| room | answers for | may import |',
    '| --- | --- | --- |',
    ...rooms.map((room) => row(room.layer, room)),
    ...apps.map((app) => row('apps', app)),
  ].join('\n');
