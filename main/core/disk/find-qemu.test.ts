/** Finding qemu-img, and saying how to get it. */
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { qemuFacts } from './qemu-facts.ts';
import { installCommand } from './qemu-install.ts';
import { findQemu } from './find-qemu.ts';

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
  const bundled = await program('app/qemu', 'echo "qemu-img version 10.0.1"');
  const named = await program('named', 'echo "qemu-img version 9.0.2 (Some 1:9.0)"');
  const broken = await program('broken', 'exit 127');
  const environment = { ECS_IMAGE_MIGRATOR_QEMU_IMG: named, PATH: process.env['PATH'] };
  const resources = join(folder, 'app');
  const ours = { program: bundled, version: '10.0.1', origin: 'bundled' };
  expect(await findQemu({ resources, environment })).toMatchObject(ours);
  // as start-up from a checkout says it
  const fromCheckout = { ...environment, ECS_IMAGE_MIGRATOR_RESOURCES: resources };
  expect(await findQemu({ environment: fromCheckout })).toMatchObject(ours);
  expect(await findQemu({ environment })).toMatchObject({
    program: named,
    version: '9.0.2',
    origin: 'named',
  });
  const found = await findQemu({ environment: { ...environment, ECS_IMAGE_MIGRATOR_QEMU_IMG: broken } });
  expect(found.program).not.toBe(broken);
  expect(found).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+/), origin: 'system' });
});

test('one that is too old is passed over, and named where there is no other', async () => {
  const old = await program('old', 'echo "qemu-img version 4.2.1 (Some 1:4.2)"');
  const newer = await program('newer', 'echo "qemu-img version 6.2.0"');
  const inOrder = [old, newer].map((path) => dirname(path)).join(':');
  expect(await findQemu({ environment: { PATH: inOrder } })).toMatchObject({ program: newer });
  await expect(findQemu({ environment: { PATH: dirname(old) } })).rejects.toMatchObject({
    code: 'machine.qemu-too-old',
    facts: { program: old, version: '4.2.1' },
  });
});

test('the programs used are told by version and digest', async () => {
  const bytes = '#!/bin/sh\necho "qemu-img version 10.0.1"\n';
  const path = await program('facts', 'echo "qemu-img version 10.0.1"');
  const facts = { version: '10.0.1', origin: 'bundled' as const };
  const image = {
    name: 'qemu-img',
    path,
    ...facts,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  expect(await qemuFacts({ program: path, ...facts })).toEqual([image]);
  await writeFile(join(dirname(path), 'qemu-nbd'), bytes);
  expect((await qemuFacts({ program: path, ...facts })).map(({ name }) => name)).toEqual(['qemu-img', 'qemu-nbd']);
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
