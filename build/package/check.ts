/**
 * `npm run package:check`: proves without a network, and so without Electron's own program, what can be proven of the
 * packages, and says what that leaves open. Ends with 1 when something is wrong.
 */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkWine } from '../qemu/wine-check.ts';
import { cacheFolder, capture, newestNode, root, say, Stop } from '../setup.mjs';
import { checkContents } from './check-contents.ts';
import { Findings } from './findings.ts';
import { makeParts } from './parts.ts';
import { must, standInElectron, standInTools } from './stand-in-tools.ts';

const work = join(cacheFolder, 'package-check');
const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
const findings = new Findings();

async function build(system: 'windows' | 'linux', tools: Record<string, string>): Promise<string> {
  const electron = join(work, `electron-${system}`);
  const out = join(work, system);
  await standInElectron(system, electron);
  const args = [builder, system === 'windows' ? '--win' : '--linux', '--x64', '--publish', 'never'];
  const config = [`-c.electronDist=${electron}`, `-c.directories.output=${out}`];
  const { ok, output } = await capture(newestNode(), [...args, ...config], {
    env: { ...process.env, ...tools, ELECTRON_BUILDER_OFFLINE: 'true' },
  });
  if (!ok) throw new Stop(output);
  return out;
}

async function checkWindows(tools: Record<string, string>): Promise<void> {
  let out = '';
  const built = await findings.step(
    'windows: installer and portable program are compiled, warnings being errors',
    async () => {
      out = await build('windows', tools);
      return 'English and Simplified Chinese, our own questions included';
    },
  );
  if (!built) return;
  await checkContents(findings, 'windows', join(out, 'win-unpacked'), 'ECS Image Migrator.exe');
  for (const kind of ['setup', 'portable']) {
    await findings.step(`windows: the ${kind} file carries the program`, async () => {
      const file = join(out, `ecs-image-migrator-${version}-${kind}-x64.exe`);
      const inner = join(work, kind);
      await must('7za', ['x', '-y', `-o${inner}`, file]);
      const archive = join(inner, '$PLUGINSDIR', 'app-64.7z');
      const listing = await must('7za', ['l', '-ba', existsSync(archive) ? archive : file]);
      const wanted = [
        'ECS Image Migrator.exe',
        'resources/app.asar',
        'resources/qemu/qemu-img.exe',
        'resources/qemu/qemu-nbd.exe',
      ];
      const missing = wanted.filter((name) => !listing.replaceAll('\\', '/').includes(name));
      if (missing.length > 0) throw new Error(`${missing.join(', ')} not inside`);
      return `${listing.trim().split('\n').length} files`;
    });
  }
}

async function checkLinux(tools: Record<string, string>): Promise<void> {
  let out = '';
  const built = await findings.step('linux: deb and AppImage are built', async () => {
    out = await build('linux', tools);
    return 'from stand-ins';
  });
  if (!built) return;
  await checkContents(findings, 'linux', join(out, 'linux-unpacked'), 'ecs-image-migrator');
  const wanted = [
    'resources/app.asar',
    'resources/qemu/qemu-img',
    'resources/qemu/qemu-nbd',
    'ecs-image-migrator.desktop',
    '256x256/apps/ecs-image-migrator.png',
  ];
  await findings.step('linux: the deb is whole', async () => {
    const deb = join(out, `ecs-image-migrator_${version}_amd64.deb`);
    const listing = await must('dpkg-deb', ['-c', deb]);
    lacksNone(listing, [...wanted, './opt/ECS Image Migrator/']);
    return (await must('dpkg-deb', ['-f', deb, 'Package', 'Version', 'Architecture'])).trim().replaceAll('\n', ', ');
  });
  await findings.step('linux: the AppImage is whole', async () => {
    const image = join(out, `ecs-image-migrator-${version}-x86_64.AppImage`);
    const offset = Buffer.byteLength('This is no runtime of AppImage.\n');
    lacksNone(await must('unsquashfs', ['-l', '-o', String(offset), image]), [...wanted, 'AppRun']);
    return 'program, menu entry, icons, AppRun';
  });
  await findings.step('linux: the menu entry is valid', async () => {
    const root = join(work, 'appimage');
    const image = join(out, `ecs-image-migrator-${version}-x86_64.AppImage`);
    await must('unsquashfs', ['-q', '-n', '-d', root, '-o', '32', image, 'ecs-image-migrator.desktop']);
    await must('desktop-file-validate', [join(root, 'ecs-image-migrator.desktop')]);
    return 'desktop-file-validate is content';
  });
}

function lacksNone(listing: string, wanted: readonly string[]): void {
  const missing = wanted.filter((name) => !listing.includes(name));
  if (missing.length > 0) throw new Error(`${missing.join(', ')} not inside`);
}

const { version } = (await import('../../package.json', { with: { type: 'json' } })).default;
try {
  if (process.platform !== 'linux') throw new Stop('The check needs the tools of Debian; run it there.');
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  await makeParts('windows');
  await makeParts('linux');
  const tools = await standInTools(join(work, 'tools'));
  await checkWindows(tools);
  await checkLinux(tools);
  await checkWine(findings);
  findings.notProven(
    'Electron’s own program: window, fuses taking effect, integrity refused',
    'needs its binary; the workflow runs the journeys in it',
  );
  findings.notProven(
    'installing, choosing the language, removing, the question about the data',
    'needs Windows and real NSIS plugins; the workflow installs and removes',
  );
  findings.notProven(
    'starting the AppImage, installing the deb',
    'needs real Electron and AppImage’s runtime; the workflow does both',
  );
  findings.notProven('signature and SmartScreen', 'needs a certificate');
  findings.notProven(
    'qemu programs on Windows itself: NTFS, antivirus',
    'wine is not Windows; the workflow converts a disk',
  );
  console.log(`\n${findings.table()}`);
  process.exitCode = findings.failed === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = error.status;
} finally {
  await rm(work, { recursive: true, force: true });
}
