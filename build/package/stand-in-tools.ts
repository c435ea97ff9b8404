/**
 * Everything electron-builder would download, stood in for by what Debian has or by empty shells: enough for every script
 * to be compiled and every package to be filled. What comes out cannot be run.
 */
import { chmod, copyFile, cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capture, root, Stop } from '../setup.mjs';

const here = import.meta.dirname;
const templates = join(root, 'node_modules', 'app-builder-lib', 'templates', 'nsis');
const nsis = '/usr/share/nsis';

export async function must(program: string, args: string[], cwd = root): Promise<string> {
  const { ok, output } = await capture(program, args, { cwd });
  if (!ok) throw new Stop(`${output}\n${program} failed.`);
  return output;
}

/** Resolves to the environment that makes electron-builder use them. */
export async function standInTools(folder: string): Promise<Record<string, string>> {
  const at = (...parts: string[]): string => join(folder, ...parts);
  await mkdir(at('wine', 'bin'), { recursive: true });
  await mkdir(at('wine', 'wine-home'));
  await mkdir(at('wine', 'lib'));
  await copyFile(join(here, 'stand-ins', 'wine.sh'), at('wine', 'bin', 'wine'));
  await copyFile(join(here, 'stand-ins', 'fpm.sh'), at('fpm'));
  await chmod(at('wine', 'bin', 'wine'), 0o755);
  await chmod(at('fpm'), 0o755);
  await cp(nsis, at('nsis'), { recursive: true });
  await mkdir(at('nsis', 'linux'));
  await symlink('/usr/bin/makensis', at('nsis', 'linux', 'makensis'));
  await makePlugins(at('nsis-resources', 'plugins', 'x86-unicode'));
  await mkdir(at('appimage', 'runtimes'), { recursive: true });
  await mkdir(at('appimage', 'lib', 'x64'), { recursive: true });
  await writeFile(at('appimage', 'runtimes', 'runtime-x64'), 'This is no runtime of AppImage.\n');
  for (const tool of ['mksquashfs', 'desktop-file-validate']) await symlink(`/usr/bin/${tool}`, at('appimage', tool));
  return {
    ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
    ELECTRON_BUILDER_NSIS_DIR: at('nsis'),
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: at('nsis-resources'),
    ELECTRON_BUILDER_WINE_TOOLSET_DIR: at('wine'),
    APPIMAGE_TOOLS_PATH: at('appimage'),
    CUSTOM_FPM_PATH: at('fpm'),
  };
}

/** NSIS looks into a plugin for the functions a script calls: libraries with those names and nothing behind them. */
async function makePlugins(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const own = new Set((await readdir(`${nsis}/Plugins/x86-unicode`)).map((name) => name.toLowerCase()));
  const calls = new Map<string, Set<string>>();
  for (const name of await readdir(templates, { recursive: true })) {
    if (!/\.(nsh|nsi)$/.test(name)) continue;
    const text = await readFile(join(templates, name), 'utf8');
    for (const [, plugin = '', call = ''] of text.matchAll(/\b(\w+)::(\w+)/g)) {
      if (own.has(`${plugin.toLowerCase()}.dll`)) continue;
      calls.set(plugin, (calls.get(plugin) ?? new Set()).add(call));
    }
  }
  for (const [plugin, names] of calls) {
    const source = join(folder, `${plugin}.c`);
    const functions = [...names].map((name) => `__declspec(dllexport) void ${name}(void) {}`);
    await writeFile(source, `${functions.join('\n')}\n`);
    const flags = ['-shared', '-s', '-nostdlib', '-Wl,-e,0', '-Wl,--kill-at'];
    await must('i686-w64-mingw32-gcc', [...flags, '-o', join(folder, `${plugin}.dll`), source]);
  }
}

/** A folder as Electron's archive would unpack to. */
export async function standInElectron(system: 'windows' | 'linux', folder: string): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true });
  const source = join(here, 'stand-ins', 'electron.c');
  if (system === 'windows') {
    const resources = join(folder, '..', 'electron-resources.o');
    await must('x86_64-w64-mingw32-windres', [join(here, 'stand-ins', 'electron.rc'), '-O', 'coff', '-o', resources]);
    await must('x86_64-w64-mingw32-gcc', ['-s', '-o', join(folder, 'electron.exe'), source, resources]);
  } else await must('gcc', ['-s', '-o', join(folder, 'electron'), source]);
  // of these only ours may stay
  for (const locale of ['en-US', 'zh-CN', 'de']) await writeFile(join(folder, 'locales', `${locale}.pak`), '');
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) await writeFile(join(folder, name), 'stand-in\n');
  await writeFile(join(folder, 'version'), '0.0.0\n');
}
