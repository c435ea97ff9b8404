/**
 * Import rules: one a room, made from build/rooms.mjs, and those that a table of rooms cannot say. Tests and their helpers
 * stand outside.
 */
const { importRules, outside: test } = require('./build/rooms.mjs');

module.exports = {
  forbidden: [
    ...importRules(),
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
      name: 'contract-does-not-act',
      comment: 'the page reads the contract too, so it may use nothing of Node',
      severity: 'error',
      from: { path: '^contract/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'practice-only-by-its-entry',
      comment: 'the files directly in practice/; the folders below are its own affair',
      severity: 'error',
      from: { path: '^(main|build)/', pathNot: test },
      to: { path: '^practice/.+/' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-only-in-its-door',
      severity: 'error',
      from: { pathNot: `^(main/electron|preload)/|^e2e/|${test}` },
      to: { path: '^node_modules/electron/' },
    },
    {
      name: 'cloud-by-its-interface',
      comment: 'compose chooses the cloud; all others know what core asks of one',
      severity: 'error',
      from: { path: '^main/', pathNot: `^main/core/(cloud/|compose\\.ts$)|${test}` },
      to: { path: '^main/core/cloud/alibaba/' },
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
