/** Tells Nx the projects, their tags and the two cached builds from the paths alone; no project.json anywhere. */
const tagsOf = ([place, layer, room]) => (place === 'libs' ? [`layer:${layer}`, `room:${room}`] : [`app:${layer}`]);

const build = (options, inputs, outputs, dependsOn) => ({
  build: { executor: 'nx:run-commands', cache: true, options, inputs, outputs, dependsOn },
});

const programs = (roots) => {
  const outputs = roots.filter((root) => root !== 'apps/dashboard').map((root) => `{workspaceRoot}/${root}/dist`);
  return build({ command: 'node node_modules/tsc7/bin/tsc -b', cwd: '.' }, ['compiler', 'sources'], outputs, []);
};

const pages = (root) => {
  const options = { command: 'node ../../node_modules/vite/bin/vite.js build --logLevel warn', cwd: root };
  return build(options, ['{projectRoot}/**/*', 'compiler', 'sources'], ['{projectRoot}/build'], []);
};

const projectAt = (root) => ({ root, tags: tagsOf(root.split('/')), ...(root === 'apps/dashboard' && { targets: pages(root) }) });

export const name = 'infer-projects';

export const createNodesV2 = [
  '{nx.json,apps/*/package.json,libs/*/*/package.json}',
  (files) => {
    const roots = files.filter((file) => file !== 'nx.json').map((file) => file.slice(0, -'/package.json'.length));
    const whole = { '.': { name: 'flywheel', root: '.', targets: programs(roots) } };
    const projects = [whole, ...roots.map((root) => ({ [root]: projectAt(root) }))];
    return projects.map((each, index) => [index === 0 ? 'nx.json' : `${roots[index - 1]}/package.json`, { projects: each }]);
  },
];
