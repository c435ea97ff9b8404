/** Boot entries of Windows, where they point, and drive letters. */
import { expect, it } from 'vitest';
import { bcdTree, mountedDevices } from '../../../../build/test-guests/bcd-writer.ts';
import { writeHive } from '../../../../build/test-guests/hive-writer.ts';
import { memoryVolume } from '../../../../build/test-guests/mutate.ts';
import { isGuestError } from '../damage.ts';
import { readBcd, readBcdDevice, readDriveLetters } from './bcd.ts';
import { openHive } from './hive.ts';

const open = (tree: Parameters<typeof writeHive>[0]) => openHive(memoryVolume(writeHive(tree)));
const partition = { diskSignature: 0xd63c5b8f, offset: 105_906_176 };
const gpt = {
  diskId: '6b3c9a2e-1111-4222-8333-444455556666',
  partitionId: '0f1e2d3c-aaaa-4bbb-8ccc-ddddeeeeffff',
};
const windows = {
  id: '{FDE483F1-1482-11e2-90a1-00505698002c}',
  description: 'Windows Server 2019',
  device: partition,
  path: '\\Windows\\system32\\winload.exe',
  resumeObject: '{fde483f0-1482-11e2-90a1-00505698002c}',
};

it('reads the default entry, its partition and what it resumes from', async () => {
  const bcd = await readBcd(await open(bcdTree({ device: 'boot', loaders: [windows] })));
  expect(bcd.bootManager?.device).toEqual({ kind: 'boot' });
  expect(bcd.bootManager?.kind).toBe('boot-manager');
  expect(bcd.defaultEntry).toEqual({
    id: windows.id.toLowerCase(),
    kind: 'loader',
    description: 'Windows Server 2019',
    device: { kind: 'mbr-partition', ...partition },
    osDevice: { kind: 'mbr-partition', ...partition },
    path: '\\Windows\\system32\\winload.exe',
    systemRoot: '\\Windows',
    resumeObject: windows.resumeObject,
    safeBoot: undefined,
  });
});

it('names a default that is not there, and keeps the order of display', async () => {
  const second = { ...windows, id: '{00000000-0000-0000-0000-000000000001}', device: gpt };
  const bcd = await readBcd(await open(bcdTree({ device: gpt, loaders: [windows, second], defaultId: '{gone}' })));
  expect(bcd.defaultEntry).toBeUndefined();
  expect(bcd.defaultId).toBe('{gone}');
  expect(bcd.entries.map(({ id }) => id)).toEqual([windows.id.toLowerCase(), second.id]);
  expect(bcd.entries[1]?.osDevice).toEqual({ kind: 'gpt-partition', ...gpt });
});

it('has no answer for a device that is cut, and none for a hive of another kind', async () => {
  expect(readBcdDevice({ name: 'Element', type: 3, data: Buffer.alloc(20) })).toBeUndefined();
  const half = Buffer.alloc(40);
  half.writeUInt32LE(6, 16);
  expect(readBcdDevice({ name: 'Element', type: 3, data: half })).toBeUndefined();
  await expect(readBcd(await open({}))).rejects.toSatisfy((error) => isGuestError(error, 'damaged'));
});

it('reads drive letters of MBR and GPT partitions and of other devices', async () => {
  const values = {
    ...mountedDevices({ C: partition, D: gpt }),
    '\\DosDevices\\E:': Buffer.from('\\??\\SCSI#CdRom', 'utf16le'),
    '\\??\\Volume{1}': Buffer.alloc(12),
  };
  expect(await readDriveLetters(await open({ keys: { MountedDevices: { values } } }))).toEqual([
    { letter: 'C', device: { kind: 'mbr-partition', ...partition } },
    { letter: 'D', device: { kind: 'gpt-partition', diskId: '', partitionId: gpt.partitionId } },
    { letter: 'E', device: { kind: 'other', type: 0 } },
  ]);
  expect(await readDriveLetters(await open({}))).toEqual([]);
});
