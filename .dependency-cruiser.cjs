/**
 * The layers of server/src: imports point downwards only. ARCHITECTURE.md draws them.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
const ROOMS = [
  ['cli', 'lsp'],
  ['report', 'overlay', 'crm', 'streamline'],
  ['standards'],
  ['prose'],
  ['model'],
  ['language'],
  ['base'],
];

const downwards = ROOMS.slice(1).flatMap((rooms, index) => {
  const above = ROOMS.slice(0, index + 1).flat();
  return rooms.map((room) => ({
    name: `${room}-imports-downwards`,
    comment: `server/src/${room} must not import from ${above.join(', ')}.`,
    severity: 'error',
    from: { path: `^server/src/${room}/` },
    to: { path: `^server/src/(${above.join('|')})/` },
  }));
});

module.exports = {
  forbidden: [
    ...downwards,
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^(server|client)/src/', pathNot: 'generated/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
    },
    {
      name: 'syntax-tree-ends-at-the-model',
      comment: 'Above model/, everything works on plain data.',
      severity: 'error',
      from: { path: '^server/src/(report|overlay|crm|streamline|standards|prose)/' },
      to: { path: '^server/src/language/|node_modules/langium/' },
    },
    {
      name: 'prose-reads-text-alone',
      severity: 'error',
      from: { path: '^server/src/prose/' },
      to: { path: '^server/src/(model|language)/' },
    },
    {
      name: 'no-node-outside-entry-points',
      comment: 'The server runs in a browser too.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/cli/|node[^/]*\\.ts$|^server/src/index\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'command-line-without-editor-protocol',
      comment: "langium/lsp doubles the command's start-up time.",
      severity: 'error',
      from: {
        path: '^server/src/(cli|report|overlay|crm|streamline|standards|prose|model|language)/',
        pathNot: '^server/src/cli/commands/lsp\\.ts$',
      },
      to: { path: 'node_modules/langium/(lib|src)/lsp/' },
    },
    {
      name: 'client-speaks-protocol-only',
      comment:
        'The extension knows the server by its protocol; it shares types of positions and targets, how a change of a picture is told, what runs in the webview, and how a server process gives memory back.',
      severity: 'error',
      from: { path: '^client/src/', pathNot: '^client/src/preview/webview/exported\\.ts$' },
      to: {
        path: '^server/src/',
        pathNot:
          '^server/src/(lsp/(protocol|memory-node)\\.ts|overlay/(css|patch)\\.ts|model/source\\.ts|crm/backend\\.ts)',
      },
    },
    {
      name: 'exported-page-draws-only',
      comment:
        'The script of exported pages has no server: it lays out and draws, and knows nothing else of the server.',
      severity: 'error',
      from: { path: '^client/src/preview/webview/exported\\.ts$' },
      to: { path: '^server/src/', pathNot: '^server/src/(lsp/protocol\\.ts|overlay/)' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
