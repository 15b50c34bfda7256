/** Tells Nx the projects, their tags and the two builds from the paths alone; no project.json anywhere. */
const tagsOf = ([place, layer, room]) => (place === 'libs' ? [`layer:${layer}`, `room:${room}`] : [`app:${layer}`]);
const build = (command, cwd, inputs, outputs, dependsOn = []) => ({
  build: { executor: 'nx:run-commands', cache: true, options: { command, cwd }, inputs, outputs, dependsOn },
});
const programs = build(
  'node node_modules/tsc7/bin/tsc -b',
  '.',
  ['compiler', 'sources'],
  ['{workspaceRoot}/{libs/*/*,apps/api,apps/worker}/dist'],
);
const pages = build(
  'node ../../node_modules/vite/bin/vite.js build',
  '{projectRoot}',
  ['{projectRoot}/**/*', 'compiler', 'sources'],
  ['{projectRoot}/build'],
  ['flywheel:build'],
);
const projectAt = (root) => ({ root, tags: tagsOf(root.split('/')), ...(root === 'apps/dashboard' && { targets: pages }) });
const projectsIn = (file) =>
  file === 'nx.json'
    ? { '.': { name: 'flywheel', root: '.', targets: programs } }
    : { [file.slice(0, -13)]: projectAt(file.slice(0, -13)) };
export const name = 'infer-projects';
export const createNodesV2 = [
  '{nx.json,apps/*/package.json,libs/*/*/package.json}',
  (files) => files.map((file) => [file, { projects: projectsIn(file) }]),
];
