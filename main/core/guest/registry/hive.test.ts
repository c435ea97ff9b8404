/** Hives as Windows and others write them, looked up by path; damaged ones are said to be damaged. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HiveOptions, type HiveTree, writeHive } from '../../../../build/test-guests/hive-writer.ts';
import { damager, fuzzRuns, memoryVolume } from '../../../../build/test-guests/mutate.ts';
import { ask, hasTool } from '../../../../build/test-guests/oracle.ts';
import { isGuestError } from '../damage.ts';
import { readHiveLog } from './hive-header.ts';
import { openHive } from './hive.ts';
import { numberOf, textOf, textsOf } from './value.ts';

const big = Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * 7) % 251));
const tree: HiveTree = {
  keys: {
    ControlSet001: {
      keys: {
        Services: {
          keys: {
            viostor: {
              values: {
                Start: 0,
                ImagePath: 'system32\\drivers\\viostor.sys',
                Group: ['SCSI miniport', 'Base'],
                Stamp: 0x1_0000_0001n,
                '': 'default',
              },
            },
            Größe: { values: { größe: 'ü', 日本: 'value of a wide name' } },
            驱动程序: { values: { Start: 3 } },
            ...Object.fromEntries(Array.from({ length: 1_300 }, (_, n) => [`svc${n}`, { values: { n } }])),
          },
        },
      },
    },
    Blob: { values: { big } },
  },
};

const open = (bytes: Buffer) => openHive(memoryVolume(bytes));
const variants: HiveOptions[] = [
  ...(['lf', 'lh', 'li', 'ri'] as const).map((lists) => ({ lists })),
  { minorVersion: 3, lists: 'lf' },
];

describe('reading a hive', () => {
  it.each(variants)('finds keys and values whatever the lists: %j', async (options) => {
    const hive = await open(writeHive(tree, options));
    const viostor = 'controlset001\\SERVICES\\VioStor';
    expect(numberOf(await hive.value(viostor, 'START'))).toBe(0);
    expect(textOf(await hive.value(viostor, 'imagepath'))).toBe('system32\\drivers\\viostor.sys');
    expect(textsOf(await hive.value(viostor, 'Group'))).toEqual(['SCSI miniport', 'Base']);
    expect(numberOf(await hive.value(viostor, 'Stamp'))).toBe(0x1_0000_0001);
    expect(textOf(await hive.value(viostor, ''))).toBe('default');
    expect(textOf(await hive.value('ControlSet001\\Services\\GRÖSSE', 'größe'))).toBeUndefined();
    expect(textOf(await hive.value('ControlSet001\\Services\\GRÖßE', 'GRÖßE'))).toBe('ü');
    expect(textOf(await hive.value('ControlSet001\\Services\\größe', '日本'))).toBe('value of a wide name');
    expect(numberOf(await hive.value('ControlSet001\\Services\\驱动程序', 'Start'))).toBe(3);
    expect(numberOf(await hive.value('ControlSet001\\Services\\SVC1299', 'N'))).toBe(1_299);
    expect((await hive.value('Blob', 'big'))?.data.equals(big)).toBe(true);
    expect(await hive.key('ControlSet001\\Services\\nothing')).toBeUndefined();
    expect(await hive.value('ControlSet002', 'Start')).toBeUndefined();
    const services = await hive.key('ControlSet001\\Services');
    expect(services && (await hive.subkeys(services)).length).toBe(1_303);
  });

  it('says of a hive that was not written to the end that it is stale', async () => {
    expect((await open(writeHive(tree))).header.clean).toBe(true);
    expect((await open(writeHive(tree, { dirty: true }))).header.clean).toBe(false);
    const unchecked = writeHive(tree);
    unchecked.writeUInt8(1, 100);
    expect((await open(unchecked)).header.clean).toBe(false);
  });

  it('recognises logs of either kind, and nothing else', () => {
    const log = Buffer.alloc(1_024);
    expect(readHiveLog(log)).toBeUndefined();
    log.write('regf');
    log.writeUInt32LE(6, 28);
    log.write('HvLE', 512);
    log.writeUInt32LE(9, 524);
    expect(readHiveLog(log)?.style).toBe('entries');
    expect(readHiveLog(log)?.holdsNewerThan(8)).toBe(true);
    expect(readHiveLog(log)?.holdsNewerThan(10)).toBe(false);
    log.writeUInt32LE(1, 28);
    log.write('DIRT', 512);
    expect(readHiveLog(log)?.style).toBe('dirty-pages');
    expect(readHiveLog(writeHive({}))).toBeUndefined();
  });

  it('calls a log, a cut file and a foreign file damaged', async () => {
    const log = writeHive(tree);
    log.writeUInt32LE(1, 28);
    for (const bytes of [log, writeHive(tree).subarray(0, 4_000), Buffer.alloc(8_192), Buffer.alloc(0)]) {
      await expect(open(bytes)).rejects.toSatisfy((error) => isGuestError(error, 'damaged'));
    }
  });
});

describe.skipIf(!hasTool('hivexget'))('against hivex', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hive-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['lf', 'lh', 'ri'] as const)('agrees on the values of a key with %s lists', async (lists) => {
    const bytes = writeHive(tree, { lists });
    const path = join(folder, lists);
    await writeFile(path, bytes);
    const hivex = (key: string, name: string): string => ask('hivexget', [path, key, name]).toString().trim();
    const hive = await open(bytes);
    const key = 'ControlSet001\\Services\\viostor';
    expect(textOf(await hive.value(key, 'ImagePath'))).toBe(hivex(key, 'ImagePath'));
    expect(textOf(await hive.value('ControlSet001\\Services\\Größe', 'größe'))).toBe(
      hivex('ControlSet001\\Services\\Größe', 'größe'),
    );
    expect(hivex('ControlSet001\\Services\\svc777', 'n')).toContain('777');
  });
});

it('survives damage: an answer or a typed error, never a crash or a long search', async () => {
  const small: HiveTree = {
    keys: {
      A: { keys: { b: { values: { one: 1, two: 'zwei', three: ['a', 'b'] } }, c: {} } },
      Big: { values: { big: big.subarray(0, 20_000) } },
    },
  };
  const originals = variants.map((options) => writeHive(small, options));
  const { damage, number } = damager(4_711, [
    { at: 0, length: 512 },
    { at: 4_096, length: 1_200 },
    { at: 24_000, length: 1_500 },
  ]);
  let answers = 0;
  for (let run = fuzzRuns(2_000); run > 0; run--) {
    const bytes = damage(originals[number(originals.length)] ?? Buffer.alloc(0));
    try {
      const hive = await open(bytes);
      const walk = async (key: typeof hive.root, depth: number): Promise<void> => {
        await hive.values(key);
        if (depth === 6) return;
        for (const child of await hive.subkeys(key, 100)) await walk(child, depth + 1);
      };
      await walk(hive.root, 0);
      await hive.value('a\\B', 'three');
      answers += 1;
    } catch (error) {
      if (!isGuestError(error)) throw error;
    }
  }
  expect(answers).toBeGreaterThan(0);
});
