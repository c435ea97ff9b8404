/**
 * The rooms of the code and what each may import: the one table that makes the import rules, the check that no folder is
 * without a room, and the table in docs/architecture.md (`node build/rooms.mjs` writes it). A room stands below all that
 * it imports, so no arrow can run back up. Tests and their doubles may import anything.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const core = (name) => `main/core/${name}`;
const page = (name) => `renderer/${name}`;
const practice = (name) => `practice/${name}`;
const ui = [page('words'), page('state'), page('ui'), page('parts')];
const cloudRooms = ['base', 'rules', 'cloud', 'accounts'].map(core);

/** `room`: a folder, or `folder/*` for the files directly in it. All but `contract` itself may import the contract. */
export const rooms = [
  ['contract', [], 'calls, views and schemas, one file a room; failure codes, limits. Nothing that acts'],
  ['words', [], 'everything a person reads, `en/` and `zh/` alike, and the functions that say it'],
  [
    core('base'),
    ['words'],
    'child processes, atomic files, locks, clock, retry, log with redaction, CRC-64, HTTP requests',
  ],
  [core('rules'), [core('base'), 'words'], 'what Alibaba Cloud accepts, as data with a source and date for each row'],
  [
    core('disk'),
    [core('base'), core('rules'), 'words'],
    'what a disk file is and whether it is safe; qemu-img (one file knows its flags); convert, digest, compare; block sources',
  ],
  [core('files'), [core('base'), core('disk')], 'handles for the files and folders a person chose'],
  [
    core('guest'),
    [core('base'), core('rules'), core('disk'), 'words'],
    'partition tables, volumes, file systems, what is inside them, and the checks of it, over a block source',
  ],
  [
    core('prepare'),
    [core('base'), core('rules'), 'words', 'assets/check-scripts'],
    'Assess and Prepare ([their own page](prepare.md)): verdict, checklists, shares, captures, check scripts',
  ],
  [core('transfer'), [core('base')], 'part plan, upload engine, journal'],
  [
    core('cloud'),
    [core('base'), core('rules')],
    'what core asks of a cloud; `alibaba/` holds the SDKs and the translation of their errors',
  ],
  [
    core('accounts'),
    [core('base'), core('cloud')],
    'keys, profiles and roles, and which cloud each account goes to; rights',
  ],
  [core('settings'), [core('base'), core('transfer'), 'words'], 'the settings, and the network they set up'],
  [
    core('target'),
    [...cloudRooms, core('disk'), core('transfer')],
    'where a migration goes: regions, buckets, objects that are there',
  ],
  [core('images'), cloudRooms, 'custom images, copies, shares, trial instances'],
  [core('jobs'), [core('base')], 'the shelf that migrations and moves share: load, lock, follow, log, forget'],
  [
    core('migration'),
    [...cloudRooms, ...['disk', 'files', 'guest', 'transfer', 'settings', 'jobs'].map(core), 'words'],
    'record, state machine, runner, stages, pre-flight, view, report',
  ],
  [
    core('moves'),
    [...cloudRooms, core('images'), core('jobs')],
    'moves of servers within the cloud ([guide](images.md)): record, steps, runner',
  ],
  [
    core('practice'),
    [core('base'), core('accounts'), core('disk'), core('files'), core('migration')],
    'which practice cloud is used, its lessons and their disks',
  ],
  [
    core('support'),
    [core('base'), core('accounts'), core('disk'), core('settings'), core('migration')],
    'the support bundle, newer versions, what the program keeps',
  ],
  [
    core('*'),
    [core(''), 'words'],
    '`compose.ts` builds the object graph, `service.ts` joins what the rooms answer, `serve.ts` answers over a port',
  ],
  [practice('http'), [core('base'), practice('world')], 'requests, answers, signatures'],
  [
    practice('world'),
    [core('base'), practice('http'), practice('*')],
    'what the practice cloud holds, its clock and its faults',
  ],
  [practice('disk'), [practice('world')], 'readers of uploaded disks of its own'],
  [practice('oss'), [core('base'), practice('http'), practice('world'), practice('*')], 'OSS'],
  [practice('rpc'), [practice('http'), practice('world'), practice('disk'), practice('*')], 'ECS, RAM, STS, VPC'],
  [practice('scenarios'), [practice('*')], 'the prepared lessons'],
  [
    practice('*'),
    [core('base'), ...['http', 'world', 'disk', 'oss', 'rpc', 'scenarios'].map(practice)],
    'the practice cloud ([its own page](practice-cloud.md)) by its entry; it shares no code with what it tests',
  ],
  [
    'main/doors',
    ['words', core('base'), core('*'), practice('*')],
    'what the doors share: opening a core with the practice cloud',
  ],
  ['main/page', ['words', core('base'), 'main/doors'], 'serving the page with its CSP'],
  ['main/web', ['words', core('base'), core('*'), practice('*'), 'main/doors', 'main/page'], 'the door for a browser'],
  ['main/electron', ['words', core('base'), core('*'), practice('*'), 'main/doors', 'main/page'], 'the desktop door'],
  [
    'main/cli',
    ['words', core('base'), core('*'), practice('*'), 'main/doors', 'main/web'],
    'the command line; `web` opens the web door',
  ],
  ['preload', [], 'the one function that the page gets from Electron'],
  [page('bridge'), [], "the page's channel to core"],
  [page('words'), ['words'], "the page's texts in the language chosen"],
  [page('state'), [page('bridge'), 'words'], 'stores and actions: the only place that talks to core'],
  [page('ui'), ['words', page('words'), page('state')], 'primitives'],
  [page('parts'), ['words', page('words'), page('state'), page('ui')], 'pieces of several rooms that talk to core'],
  ...['accounts', 'settings', 'images', 'learn', 'hand-off', 'migrations'].map((name) => [
    page(name),
    ['words', ...ui],
    `the page of ${name}`,
  ]),
  ...['assess', 'prepare', 'disks', 'check', 'target', 'run', 'finish'].map((name) => [
    page(`steps/${name}`),
    ['words', ...ui],
    `the step ${name}`,
  ]),
  [page('wizard'), ['words', ...ui, page('steps/')], "the wizard's frame: its steps, facts and foot"],
  [page('theme'), ['words', page('words'), page('state')], 'tokens, primitives of CSS, light and dark'],
  [
    page('page'),
    [
      'words',
      ...ui,
      ...['accounts', 'settings', 'images', 'learn', 'hand-off', 'migrations', 'wizard', 'theme'].map(page),
    ],
    'the frame of all pages',
  ],
  [page('*'), [page('bridge'), page('state'), page('page'), page('theme')], 'the entry'],
].map(([room, mayImport, what]) => ({
  room,
  mayImport: room === 'contract' ? [] : ['contract', ...mayImport],
  what,
}));

/** Whose every folder needs a row; contract and words are one room each with all below them. */
const held = ['main', 'main/core', 'practice', 'renderer', 'renderer/steps'];
/** Folders of tools that ship with nothing. */
const tools = ['renderer/gallery', 'renderer/steps', 'main/core'];
/** What stands directly in core; anything else there belongs into a room. */
const front = ['compose.ts', 'service.ts', 'serve.ts'];

/** Of a room, or of what may be imported: a folder with all below it, or the files directly in a folder. */
export const pathOf = (name) =>
  name.endsWith('/*') ? `^${name.slice(0, -1)}[^/]+\\.tsx?$` : `^${name.endsWith('/') ? name : `${name}/`}`;

/** Files that stand outside: tests, their doubles and helpers. */
export const outside = '(\\.(test|double|fake)\\.tsx?|/test-[^/]+\\.ts|/driver\\.ts)$';
const code = '^(contract|words|main|practice|preload|renderer|build|e2e|assets)/';

/** One rule a room for dependency-cruiser. */
export const importRules = () =>
  rooms.map(({ room, mayImport }) => ({
    name: `${room}-imports-only-its-own`,
    comment: `${room} may import ${mayImport.join(', ') || 'nothing'} (build/rooms.mjs)`,
    severity: 'error',
    from: { path: pathOf(room), pathNot: outside },
    to: { path: code, pathNot: [room, ...mayImport].map(pathOf) },
  }));

/** The order of floors, which makes circles of rooms impossible; the practice cloud's own folders may know each other. */
function floors() {
  return rooms.flatMap(({ room, mayImport }, at) =>
    mayImport
      .filter((name) => !(room.startsWith('practice/') && name.startsWith('practice/')))
      .filter((name) => rooms.findIndex((one) => one.room === name) > at)
      .map((name) => `build/rooms.mjs: ${room} stands above ${name}, which it imports`),
  );
}

function foldersWithoutRoom() {
  return held.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${folder}/${entry.name}`)
      .filter((path) => !tools.includes(path) && !rooms.some(({ room }) => room === path))
      .map((path) => `${path}: no row in build/rooms.mjs`),
  );
}

const looseInCore = () =>
  readdirSync(join(root, 'main', 'core'))
    .filter((name) => name.endsWith('.ts') && !/\.(test|double)\.ts$/.test(name) && !front.includes(name))
    .map((name) => `main/core/${name}: belongs into a room; only ${front.join(', ')} stand there`);

const pageFile = join(root, 'docs', 'architecture.md');
const marks = ['<!-- rooms: written by build/rooms.mjs -->', '<!-- end of rooms -->'];

/** The table as Prettier would leave it. */
function table() {
  const rows = rooms.map(({ room, mayImport, what }) => [
    `\`${room.endsWith('/*') ? `${room}.ts` : `${room}/`}\``,
    what,
    mayImport.map((name) => shortName(name)).join(', ') || 'nothing',
  ]);
  const all = [['room', 'what is in it', 'may import'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(all[0]), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
const spoken = {
  'main/core/': 'all of core',
  'main/core/*': 'the front of core',
  'practice/*': 'the entry of practice',
};
const shortName = (name) => spoken[name] ?? name.replace(/^(main\/core|renderer)\//, '').replace(/\/$/, '');

function withTable(text) {
  const [from, to] = marks.map((mark) => text.indexOf(mark));
  return `${text.slice(0, from + marks[0].length)}\n\n${table()}\n\n${text.slice(to)}`;
}

/** What is wrong with the rooms, one a line. */
export async function checkRooms() {
  const text = readFileSync(pageFile, 'utf8');
  const problems = [
    ...floors(),
    ...foldersWithoutRoom(),
    ...looseInCore(),
    ...(withTable(text) === text ? [] : ['docs/architecture.md: its table of rooms is old; run node build/rooms.mjs']),
  ];
  return { ok: problems.length === 0, output: problems.join('\n') };
}

if (process.argv[1] === import.meta.filename) writeFileSync(pageFile, withTable(readFileSync(pageFile, 'utf8')));
