/** Finding qemu-img, and saying how to get it. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installCommand } from './qemu-install.ts';
import { findQemu } from './qemu.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-qemu-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function program(place: string, script: string): Promise<string> {
  await mkdir(join(folder, place), { recursive: true });
  const path = join(folder, place, 'qemu-img');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

test('the bundled one comes first, then the named one, then the PATH; a broken one is passed over', async () => {
  const bundled = await program('app/qemu-img', 'echo "qemu-img version 10.0.1"');
  const named = await program('named', 'echo "qemu-img version 9.0.2 (Some 1:9.0)"');
  const broken = await program('broken', 'exit 127');
  const environment = { ECS_IMAGE_MIGRATOR_QEMU_IMG: named, PATH: process.env['PATH'] };
  const resources = join(folder, 'app');
  expect(await findQemu({ resources, environment })).toMatchObject({ program: bundled, version: '10.0.1' });
  expect(await findQemu({ environment })).toMatchObject({ program: named, version: '9.0.2' });
  const found = await findQemu({ environment: { ...environment, ECS_IMAGE_MIGRATOR_QEMU_IMG: broken } });
  expect(found.program).not.toBe(broken);
  expect(found.version).toMatch(/^\d+\.\d+/);
});

test('nowhere: a failure that carries the command for this system', async () => {
  const install = await installCommand();
  await expect(findQemu({ environment: { PATH: folder } })).rejects.toMatchObject({
    code: 'machine.qemu-missing',
    facts: { program: 'qemu-img', install },
  });
});

test.each([
  ['ID=debian', 'sudo apt-get install -y qemu-utils'],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"', 'sudo apt-get install -y qemu-utils'],
  ['ID="rocky"\nID_LIKE="rhel centos fedora"', 'sudo dnf install -y qemu-img'],
  ['ID="alinux"', 'sudo dnf install -y qemu-img'],
  ['ID="opensuse-leap"\nID_LIKE="suse opensuse"', 'sudo zypper install -y qemu-tools'],
])('on %j', async (text, command) => {
  const release = join(folder, 'os-release');
  await writeFile(release, text);
  expect(await installCommand('linux', release)).toBe(command);
});

test('on Windows', async () => {
  expect(await installCommand('win32')).toMatch(/^winget install /);
});
