/** Which room may import which (docs/architecture.md says why). Tests and their helpers may reach further: they stand outside. */
const test = '(\\.(test|double|fake)\\.tsx?|/test-[^/]+\\.ts|/driver\\.ts)$';
const doors = '^main/(electron|web|cli|doors)/';

/** A room under main/core that knows only base, the contract, rules, itself and what `also` names. */
const room = (name, also = []) => ({
  name: `${name}-knows-only-its-own`,
  comment: `${name} knows base, the contract and rules`,
  severity: 'error',
  from: { path: `^main/core/${name}/`, pathNot: test },
  to: {
    path: '^(main|practice|renderer|preload|build|e2e)/',
    pathNot: ['base', 'rules', name, ...also].map((each) => `^main/core/${each}/`),
  },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      // a circle of types alone is gone before anything runs
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(bufferutil|utf-8-validate)$' },
    },
    {
      name: 'contract-knows-nobody',
      severity: 'error',
      from: { path: '^contract/', pathNot: test },
      to: { path: '^(main|practice|renderer|preload|build|e2e)/' },
    },
    {
      name: 'contract-does-not-act',
      comment: 'the page reads the contract too, so it may use nothing of Node',
      severity: 'error',
      from: { path: '^contract/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'base-knows-only-the-contract',
      severity: 'error',
      from: { path: '^main/core/base/', pathNot: test },
      to: { path: '^(main|practice|renderer|preload|build|e2e)/', pathNot: '^main/core/base/' },
    },
    room('disk'),
    room('guest', ['disk']),
    room('transfer'),
    room('jobs'),
    room('cloud'),
    {
      name: 'rules-are-data',
      severity: 'error',
      from: { path: '^main/core/rules/', pathNot: test },
      to: { path: '^(main|practice|renderer|preload|build|e2e)/', pathNot: '^main/core/(base|rules)/' },
    },
    {
      name: 'migration-knows-the-cloud-by-its-interface',
      severity: 'error',
      from: { path: '^main/core/(migration|moves)/', pathNot: test },
      to: {
        path: '^(main/core/cloud/alibaba/|main/core/[^/]+\\.ts$|main/(electron|web|cli|doors|page)/|practice/|renderer/|preload/)',
      },
    },
    {
      name: 'core-knows-no-door',
      severity: 'error',
      from: { path: '^main/core/', pathNot: test },
      to: { path: '^(main/(electron|web|cli|doors|page)/|practice/|renderer/|preload/|build/|e2e/)' },
    },
    {
      name: 'doors-know-the-front-of-core',
      comment: 'compose and serve, base, and for the practice cloud its entry',
      severity: 'error',
      from: { path: doors, pathNot: test },
      to: {
        path: '^main/core/(disk|guest|rules|transfer|cloud|jobs|migration)/|^(renderer|preload|build|e2e)/',
      },
    },
    {
      name: 'doors-do-not-know-each-other',
      comment: 'but what they share is in main/doors, and the command line opens the web door (`web`)',
      severity: 'error',
      from: { path: '^main/(electron|web|cli)/', pathNot: test },
      to: { path: doors, pathNot: ['^main/$1/', '^main/(web|doors)/'] },
    },
    {
      name: 'practice-stands-alone',
      comment:
        'the practice cloud is a server the real clients talk to; it shares no code with what it tests',
      severity: 'error',
      from: { path: '^practice/', pathNot: test },
      to: { path: '^(main|renderer|preload|build|e2e)/', pathNot: '^main/core/base/' },
    },
    {
      name: 'practice-only-by-its-entry',
      comment: 'the files directly in practice/; the folders below are its own affair',
      severity: 'error',
      from: { path: '^(main|build)/', pathNot: test },
      to: { path: '^practice/.+/' },
    },
    {
      name: 'renderer-knows-the-contract-and-itself',
      severity: 'error',
      from: { path: '^renderer/', pathNot: test },
      to: { path: '^(main|practice|preload|build|e2e)/' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-room-is-for-doors',
      severity: 'error',
      from: { pathNot: `${doors}|^main/page/|${test}` },
      to: { path: '^main/page/' },
    },
    {
      name: 'electron-only-in-its-door',
      severity: 'error',
      from: { pathNot: `^(main/electron|preload)/|^e2e/|${test}` },
      to: { path: '^node_modules/electron/' },
    },
    {
      name: 'cloud-sdks-only-in-alibaba',
      severity: 'error',
      from: { pathNot: `^main/core/cloud/alibaba/|^node_modules/|${test}` },
      to: { path: '^node_modules/(@alicloud|ali-oss|@types/ali-oss)(/|$)' },
    },
    {
      name: 'programs-started-in-one-place',
      severity: 'error',
      from: {
        path: '^(main|contract|practice|preload)/',
        pathNot: `^main/core/base/child\\.ts$|${test}|test-help`,
      },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'sockets-only-in-web-and-practice',
      comment: 'HTTP servers are kept out by the lint rule on createServer; NBD is a protocol of its own',
      severity: 'error',
      from: {
        path: '^(main|contract|preload)/',
        pathNot: `^main/web/|^main/core/base/line\\.ts$|^main/core/disk/block/nbd-[^/]+\\.ts$|${test}`,
      },
      to: { path: '^(node:)?(http2|net|tls|dgram)$|^node_modules/ws/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
