/**
 * Runs the Windows programs under wine the way the product runs them: by its own code for converting, comparing and reading
 * over NBD. What they write is judged by the Linux programs and by the bytes it was made from.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDisk, makeRawDisk, type DiskKind } from '../test-disks.ts';
import { openNbdSource } from '../../main/core/disk/block/nbd-source.ts';
import {
  askMeasure,
  askVirtualSize,
  eachDataRange,
  runCheck,
  runCompare,
  runConvert,
  type Qemu,
} from '../../main/core/disk/qemu.ts';
import type { QemuSource } from '../../main/core/disk/qemu-source.ts';
import type { TargetFormat } from '../../contract/plan.ts';
import { cacheFolder, capture } from '../setup.mjs';
import type { Findings } from '../package/findings.ts';
import { programs, shipped } from './outputs.ts';

const wine = '/usr/lib/wine/wine64';
const wineServer = '/usr/lib/wine/wineserver64';
const MiB = 2 ** 20;
const GiB = 2 ** 30;
const kinds: DiskKind[] = ['raw', 'vmdk-monolithicSparse', 'vmdk-streamOptimized', 'vmdk-twoGbMaxExtentSparse', 'vmdk-monolithicFlat', 'vhd-dynamic', 'vhd-fixed', 'vhdx-dynamic', 'vdi-dynamic', 'qcow2']; // prettier-ignore
const targets: TargetFormat[] = ['qcow2', 'vhd', 'raw'];
const formatOf = (kind: DiskKind): QemuSource['format'] => kind.split('-')[0] as QemuSource['format'];

export async function checkWine(findings: Findings): Promise<void> {
  if (!existsSync(wine)) {
    findings.check('wine: the Windows programs run', '', ['wine64 is not installed']);
    return;
  }
  const folder = await mkdtemp(join(cacheFolder, 'wine-'));
  try {
    await new WineCheck(folder, findings).run();
  } finally {
    await capture(wineServer, ['-k'], { env: { WINEPREFIX: join(folder, 'prefix') } });
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

class WineCheck {
  readonly #folder: string;
  readonly #findings: Findings;
  readonly #signal = new AbortController().signal;
  readonly #linux: Qemu = { program: join(shipped('linux'), 'qemu-img'), version: '', origin: 'bundled' };
  #windows: Qemu = this.#linux;

  constructor(folder: string, findings: Findings) {
    this.#folder = folder;
    this.#findings = findings;
  }

  async run(): Promise<void> {
    const [image = '', nbd = ''] = await Promise.all(programs('windows').map((name) => this.#wrap(name)));
    this.#windows = { program: image, version: '', origin: 'bundled' };
    const step = (what: string, act: () => Promise<string>): Promise<boolean> =>
      this.#findings.step(`wine: ${what}`, act);
    const started = await step('qemu-img.exe and qemu-nbd.exe tell their version', async () => {
      // one after the other: the first one makes wine's own folder
      const told = [await capture(image, ['--version']), await capture(nbd, ['--version'])];
      const versions = told.map(({ output }) => /qemu-(?:img|nbd)\S* (?:version )?(\d+\.\d+\.\d+)/.exec(output)?.[1]);
      if (versions[0] === undefined || versions[0] !== versions[1]) throw new Error(told[0]?.output);
      return versions[0];
    });
    if (!started) return;
    const data = [
      { offset: MiB, bytes: 3 * MiB },
      { offset: 20 * MiB, bytes: MiB },
    ];
    const raw = await makeRawDisk(join(this.#folder, 'disk.raw'), { bytes: 24 * MiB, data });
    for (const kind of kinds) {
      const path = kind === 'raw' ? raw : await makeDisk(raw, kind);
      await step(`${kind} to ${targets.join(', ')}: equal`, () =>
        this.#convertAll({ format: formatOf(kind), path }, raw),
      );
    }
    await step('compressed qcow2: equal, and clean', () => this.#compressed(raw));
    await step('a disk of 6 GiB in pieces of 2 GB: equal', () => this.#large());
    await step('names that are not ASCII', () => this.#names(raw));
    await step('size, measure and map as on Linux', () => this.#questions(raw));
    await step('a changed byte is found by comparing', () => this.#changed(raw));
    for (const kind of ['qcow2', 'vmdk-streamOptimized', 'vhdx-dynamic'] as const)
      await step(`${kind} over NBD, TLS with a key, by our own client`, () => this.#nbd(raw, kind, nbd));
  }

  /** A program of that name that starts the real one under wine. */
  async #wrap(name: string): Promise<string> {
    const path = join(this.#folder, name);
    const environment = `WINEPREFIX=${join(this.#folder, 'prefix')} WINEDEBUG=-all LC_ALL=C.UTF-8`;
    const program = join(shipped('windows'), name);
    await writeFile(path, `#!/bin/sh\nunset DISPLAY\n${environment} exec ${wine} ${program} "$@"\n`);
    await chmod(path, 0o755);
    return path;
  }

  async #convert(source: QemuSource, format: TargetFormat, output: string, compressed = false): Promise<number> {
    let steps = 0;
    const variant = compressed ? ('compressed' as const) : undefined;
    const { exitCode, stderr } = await runConvert(this.#windows, {
      source,
      format,
      variant,
      output,
      signal: this.#signal,
      onFraction: () => (steps += 1),
    });
    if (exitCode !== 0) throw new Error(`${source.path} to ${format}: ${stderr}`);
    return steps;
  }

  async #assertEqual(raw: string, format: TargetFormat, path: string): Promise<void> {
    const request = {
      first: { format: 'raw' as const, path: raw },
      second: asSource(format, path),
      signal: this.#signal,
      onFraction: () => undefined,
    };
    for (const judge of [this.#linux, this.#windows]) {
      const { exitCode, stdout, stderr } = await runCompare(judge, request);
      if (exitCode !== 0) throw new Error(`${format} by ${judge.program}: ${stdout}${stderr}`);
    }
  }

  async #convertAll(source: QemuSource, raw: string): Promise<string> {
    const steps: number[] = [];
    for (const format of targets) {
      const output = join(this.#folder, `out.${format}`);
      steps.push(await this.#convert(source, format, output));
      await this.#assertEqual(raw, format, output);
      await rm(output);
    }
    if (steps.some((count) => count < 2)) throw new Error('no progress was told');
    return `progress told ${steps.join(', ')} times`;
  }

  async #compressed(raw: string): Promise<string> {
    const output = join(this.#folder, 'compressed.qcow2');
    await this.#convert({ format: 'raw', path: raw }, 'qcow2', output, true);
    await this.#assertEqual(raw, 'qcow2', output);
    const { exitCode, stdout } = await runCheck(this.#windows, { format: 'qcow2', path: output });
    if (exitCode !== 0) throw new Error(stdout);
    return 'no errors found in it';
  }

  async #large(): Promise<string> {
    const offsets = [0, 2 * GiB - MiB, 4 * GiB - MiB / 2, 5 * GiB, 6 * GiB - MiB];
    const data = offsets.map((offset) => ({ offset: offset === 0 ? MiB : offset, bytes: MiB }));
    const raw = await makeRawDisk(join(this.#folder, 'large.raw'), { bytes: 6 * GiB, data });
    const path = await makeDisk(raw, 'vmdk-twoGbMaxExtentSparse');
    const output = join(this.#folder, 'large.qcow2');
    await this.#convert({ format: 'vmdk', path }, 'qcow2', output);
    await this.#assertEqual(raw, 'qcow2', output);
    return 'data on both sides of 4 GiB';
  }

  async #names(raw: string): Promise<string> {
    const place = join(this.#folder, '数据盘 größe');
    await mkdir(place);
    const source = await makeDisk(raw, 'vmdk-monolithicSparse', join(place, '磁盘 ①.vmdk'));
    const output = join(place, '输出.qcow2');
    await this.#convert({ format: 'vmdk', path: source }, 'qcow2', output);
    await this.#assertEqual(raw, 'qcow2', output);
    return output.slice(this.#folder.length + 1);
  }

  async #questions(raw: string): Promise<string> {
    const source = { format: 'qcow2' as const, path: await makeDisk(raw, 'qcow2') };
    const answers = await Promise.all(
      [this.#linux, this.#windows].map(async (qemu) => {
        const ranges: number[][] = [];
        await eachDataRange(qemu, source, (start, length) => ranges.push([start, length]));
        return JSON.stringify([await askVirtualSize(qemu, source), await askMeasure(qemu, source, 'qcow2'), ranges]);
      }),
    );
    if (answers[0] !== answers[1]) throw new Error(answers.join(' on Linux, '));
    return String(answers[0]).slice(0, 60);
  }

  /** The check itself must be able to fail. */
  async #changed(raw: string): Promise<string> {
    const other = join(this.#folder, 'other.raw');
    const bytes = await readFile(raw);
    bytes[2 * MiB] = (bytes[2 * MiB] ?? 0) ^ 1;
    await writeFile(other, bytes);
    const request = {
      first: asSource('raw', raw),
      second: asSource('raw', other),
      signal: this.#signal,
      onFraction: () => undefined,
    };
    const { exitCode, stdout } = await runCompare(this.#windows, request);
    if (exitCode !== 1) throw new Error(`exit ${String(exitCode)}`);
    return (
      stdout
        .trim()
        .split(/[\r\n]+/)
        .at(-1) ?? ''
    );
  }

  async #nbd(raw: string, kind: DiskKind, program: string): Promise<string> {
    const bytes = await readFile(raw);
    const source = { format: formatOf(kind), path: await makeDisk(raw, kind) };
    const disk = await openNbdSource(source, bytes.length, program, { transport: 'loopback' });
    try {
      const read = createHash('sha256');
      for (let offset = 0; offset < bytes.length; offset += 4 * MiB) read.update(await disk.read(offset, 4 * MiB));
      if (read.digest('hex') !== createHash('sha256').update(bytes).digest('hex')) throw new Error('other bytes');
      let known = 0;
      for await (const run of disk.map()) known += run.length;
      if (known !== bytes.length) throw new Error(`the map covers ${known} bytes`);
      return `${bytes.length / MiB} MiB read, map whole`;
    } finally {
      await disk.close();
    }
  }
}

const asSource = (format: TargetFormat, path: string): QemuSource =>
  format === 'vhd' ? { format, path, sizeFromFooter: true } : { format, path };
