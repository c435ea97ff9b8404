/**
 * `npm run dev`: the page as Vite serves it, with fast refresh, in front of the web door with the practice cloud. The door
 * runs from the sources, so nothing is built; a change of what it is made of starts it anew.
 */
import { realpathSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, sep } from 'node:path';
import { createServer } from 'vite';
import { makeSampleDisk } from '../sample-disk.ts';
import { cacheFolder, root, say } from '../setup.mjs';
import { devDoor } from './dev-door.ts';
import { devProxy } from './dev-proxy.ts';

/** The page is made of the first three; the door of all but the first. */
const rooms = ['renderer', 'contract', 'words', 'main', 'practice'].map((room) => join(root, room));
const ofPage = rooms.slice(0, 3);
const ofDoor = rooms.slice(1);

const sample = await makeSampleDisk(join(cacheFolder, 'sample')).catch((error: unknown) => {
  say(`No sample disk this time: ${String(error)}`);
  return undefined;
});
const ownFolder = join(cacheFolder, 'dev');
const sampleArgs = sample === undefined ? [] : ['--sample', sample];
const doorArgs = ['--practice', ...sampleArgs, '--data-dir', ownFolder, ...process.argv.slice(2)];
const door = await devDoor(doorArgs, async (line, isFirst) => {
  const link = /http:\S+\/open\?token=\S+/.exec(line)?.[0];
  if (link === undefined) return console.log(line);
  // browsers that were let in before a restart stay in: they need no new link
  if (isFirst && (await proxy.renew(link))) return console.log('The web door runs the new sources.');
  console.log(`Open the page: ${link.replace(/:\d+/, `:${ownPort()}`)} (Enter: another link, Ctrl+C: end)`);
});
const proxy = devProxy(door, () => ownPort());
const server = await createServer({
  configFile: join(root, 'vite.config.ts'),
  cacheDir: join(cacheFolder, 'vite'),
  clearScreen: false,
  server: {
    host: '127.0.0.1',
    cors: false,
    // nothing else of .cache: the data folder is in it
    fs: { allow: [...ofPage, realpathSync(join(root, 'node_modules')), join(cacheFolder, 'vite')] },
    proxy: proxy.routes,
  },
});
const ownPort = (): number => (server.httpServer?.address() as AddressInfo).port;
await server.listen();
door.restart();

server.watcher.add(ofDoor);
server.watcher.on('all', (_event, path) => {
  const isOfDoor = ofDoor.some((room) => path.startsWith(room + sep)) && !/\.(test|double)\.tsx?$/.test(path);
  if (isOfDoor) door.restart();
});

const end = async (): Promise<void> => {
  await Promise.all([server.close(), door.close()]);
  process.exit(0);
};
let ending: Promise<void> | undefined;
// a terminal tells all programs in it, and the one that started us tells us again
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void (ending ??= end()));
