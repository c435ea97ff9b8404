/** The only file that knows qemu-img: its flags, what it prints and what its failures mean. */
import { z } from '../../../contract/schema.ts';
import type { ToolOrigin } from '../../../contract/report.ts';
import type { TargetFormat, TargetVariant } from '../../../contract/plan.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { say } from '../../../contract/said.ts';
import { runChild, type ChildResult } from '../base/child.ts';
import { recordIn } from '../base/record-file.ts';
import { withAssembled } from './assembled-set.ts';
import { formatNamed } from './formats/formats.ts';
import type { QemuSource, ServedFile } from './qemu-source.ts';
import { corrupt } from './source-file.ts';

export interface Qemu {
  readonly program: string;
  readonly version: string;
  readonly origin: ToolOrigin;
  /** A program that runs another one with less memory to take (Linux: prlimit). */
  readonly limiter?: string;
}

const outputOptions: Record<TargetFormat, readonly string[]> = {
  qcow2: ['-O', 'qcow2', '-o', 'compat=1.1,cluster_size=65536'],
  // without force_size the disk grows to the next cylinder
  vhd: ['-O', 'vpc', '-o', 'subformat=dynamic,force_size=on'],
  raw: ['-O', 'raw'],
};
/** What a variant adds; `-m` and `-W` because one thread compresses slowly. */
const variantOptions: Record<TargetVariant, (base: readonly string[]) => readonly string[]> = {
  compressed: (base) => ['-c', '-m', '16', '-W', ...base],
  fixed: () => ['-O', 'vpc', '-o', 'subformat=fixed,force_size=on'],
};
const optionsFor = (format: TargetFormat, variant: TargetVariant | undefined): readonly string[] =>
  variant === undefined ? outputOptions[format] : variantOptions[variant](outputOptions[format]);
const questionTimeoutMs = 120_000;
/**
 * A header may make qemu-img ask for memory by its own sizes; real disks need a tenth of this. Only what it may write to is
 * counted (the stacks of its 64 threads are 512 MiB): each thread also reserves 128 MiB of addresses, and a split disk has
 * many threads.
 */
const questionMemoryBytes = 2 ** 31;
/** Of processor time, so that a busy machine does not count: first a signal that tells, then the end. Sound disks need seconds. */
const questionCpuSeconds = '60:65';

const asNode = ({ format, path, sizeFromFooter, range }: QemuSource): object => {
  const file = { driver: 'file', filename: path };
  return {
    driver: formatNamed(format).driver,
    ...(sizeFromFooter === true ? { force_size_calc: 'current_size' } : {}),
    file: range === undefined ? file : { driver: 'raw', offset: range.offsetBytes, size: range.sizeBytes, file },
  };
};
const asJson = (node: object): string => `json:${JSON.stringify(node)}`;

/** A source as one argument: with `json:` where an option has to go along, else the path itself. */
const named = (source: QemuSource): string => (needsNode(source) ? asJson(asNode(source)) : source.path);
const withFormat = (source: QemuSource, flag = '-f'): string[] =>
  needsNode(source) ? [] : [flag, formatNamed(source.format).driver];
const needsNode = ({ sizeFromFooter, range }: QemuSource): boolean => sizeFromFooter === true || range !== undefined;

/** A source without `pieces` as programs of qemu's take it: its format said, then its name, which may be `json:`. */
export const sourceArguments = (source: QemuSource): string[] => [...withFormat(source), named(source)];

const servedNode = ({ format, servedAt }: ServedFile): object => {
  const server =
    'socketPath' in servedAt
      ? { type: 'unix', path: servedAt.socketPath }
      : { type: 'inet', host: servedAt.host, port: String(servedAt.port) };
  const key = 'keyFolder' in servedAt ? { 'tls-creds': 'key' } : {};
  return { driver: formatNamed(format).driver, file: { driver: 'nbd', server, ...key } };
};

/** What has to be said before a served file can be opened. */
function keyFor({ servedAt }: ServedFile): string[] {
  if ('socketPath' in servedAt) return [];
  const { identity, keyFolder } = servedAt;
  // qemu reads a comma as the end of a value unless it is doubled
  const folder = keyFolder.replaceAll(',', ',,');
  return ['--object', `tls-creds-psk,id=key,endpoint=client,username=${identity},dir=${folder}`];
}

/** A second disk as options, format and name; the first of two has the flag `-f`. */
const opened = (file: QemuSource | ServedFile, flag?: string): { before: string[]; format: string[]; name: string } =>
  'servedAt' in file
    ? { before: keyFor(file), format: [], name: asJson(servedNode(file)) }
    : { before: [], format: withFormat(file, flag), name: named(file) };

const infoAnswer = z.object({ 'virtual-size': z.number(), format: z.string() });

/** The size of the disk the guest sees, in qemu-img's own reading. */
export async function askVirtualSize(
  qemu: Qemu,
  source: QemuSource | ServedFile,
  signal?: AbortSignal,
): Promise<number> {
  const args = (ready: QemuSource | ServedFile): string[] => {
    const { before, format, name } = opened(ready);
    return ['info', ...before, '--output=json', ...format, name];
  };
  const stdout = await ('servedAt' in source
    ? answerOf(qemu, args(source), undefined, { signal })
    : ask(qemu, source, args, signal));
  return recordIn(stdout, 'qemu-img info', infoAnswer)['virtual-size'];
}

const measureAnswer = z.object({ required: z.number() });

/** Bytes the converted file takes; an upper bound. Not known to qemu-img for VHD. */
export async function askMeasure(
  qemu: Qemu,
  source: QemuSource,
  format: Exclude<TargetFormat, 'vhd'>,
  signal?: AbortSignal,
): Promise<number> {
  const args = (ready: QemuSource): string[] => [
    'measure',
    '--output=json',
    ...withFormat(ready),
    ...outputOptions[format],
    named(ready),
  ];
  return recordIn(await ask(qemu, source, args, signal), 'qemu-img measure', measureAnswer).required;
}

/** Calls back with every range of the disk that holds data, in order; what qemu-img knows to be zeros is none. */
export async function eachDataRange(
  qemu: Qemu,
  source: QemuSource,
  onRange: (startBytes: number, lengthBytes: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  // the answer may be far longer than what is kept of a program's output: taken line by line, one range each
  let rest = '';
  const take = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, start, length] = /"start": (\d+), "length": (\d+),.*"zero": false, "data": true/.exec(line) ?? [];
      if (start !== undefined) onRange(Number(start), Number(length));
    }
  };
  const args = (ready: QemuSource): string[] => ['map', '--output=json', ...withFormat(ready), named(ready)];
  await ask(qemu, source, args, signal, take);
  take('\n');
}

/** Runs a conversion to its end; `onFraction` gets 0 to 1. */
export function runConvert(
  qemu: Qemu,
  request: {
    source: QemuSource;
    format: TargetFormat;
    variant?: TargetVariant | undefined;
    output: string;
    signal: AbortSignal;
    onFraction: (fraction: number) => void;
  },
): Promise<ChildResult> {
  const { source, format, variant, output, signal, onFraction } = request;
  return withAssembled(source, (ready) =>
    runChild({
      program: qemu.program,
      args: ['convert', '-p', ...withFormat(ready), ...optionsFor(format, variant), named(ready), output],
      signal,
      lowPriority: true,
      onStdout: fractions(onFraction),
    }),
  );
}

/** Writes a raw disk as VMware keeps a large one: a descriptor at `output`, and a piece beside it for every 2 GB. */
export async function writeSplitVmdk(qemu: Qemu, raw: string, output: string): Promise<void> {
  const options = ['-O', 'vmdk', '-o', 'subformat=twoGbMaxExtentSparse'];
  const source: QemuSource = { format: 'raw', path: raw };
  const args = ['convert', ...withFormat(source), ...options, named(source), output];
  const result = await runChild({ program: qemu.program, args });
  if (result.exitCode !== 0) throw qemuFailure('qemu-img convert', raw, result);
}

/** Compares all bytes of two disks. 0: the same; 1: not, and stdout says where. */
export function runCompare(
  qemu: Qemu,
  request: {
    first: QemuSource;
    second: QemuSource | ServedFile;
    signal: AbortSignal;
    onFraction: (fraction: number) => void;
  },
): Promise<ChildResult> {
  const { first, second, signal, onFraction } = request;
  const { before, format, name } = opened(second, '-F');
  return withAssembled(first, (ready) =>
    runChild({
      program: qemu.program,
      args: ['compare', ...before, '-p', ...withFormat(ready), ...format, named(ready), name],
      signal,
      lowPriority: true,
      onStdout: fractions(onFraction),
    }),
  );
}

const checkAnswer = z.object({
  corruptions: z.number().default(0),
  leaks: z.number().default(0),
  'check-errors': z.number().default(0),
});

/** What `qemu-img check` finds wrong with the tables of a disk whose format counts references, and lost in it. */
export async function askCheck(
  qemu: Qemu,
  source: QemuSource,
  signal?: AbortSignal,
): Promise<{ corruptions: number; leaks: number }> {
  const args = ['check', '--output=json', ...withFormat(source), named(source)];
  // 2: damaged; 3: only space is lost
  const stdout = await answerOf(qemu, args, source.path, { signal, fine: [0, 2, 3] });
  const { corruptions, leaks, 'check-errors': errors } = recordIn(stdout, 'qemu-img check', checkAnswer);
  return { corruptions: corruptions + errors, leaks };
}

/** 0: clean. 3: only space is lost. Anything else: damaged, or no check for this format. Changes nothing. */
export function runCheck(qemu: Qemu, source: QemuSource | ServedFile, signal?: AbortSignal): Promise<ChildResult> {
  const { before, format, name } = opened(source);
  return runChild({
    program: qemu.program,
    args: ['check', ...before, ...format, name],
    timeoutMs: 10 * questionTimeoutMs,
    lowPriority: true,
    ...(signal === undefined ? {} : { signal }),
  });
}

/** `    (12.34/100%)\r` at each point; the text may come in any pieces. */
function fractions(onFraction: (fraction: number) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    rest += text;
    for (const [, percent] of rest.matchAll(/\((\d+\.\d+)\/100%\)/g)) onFraction(Number(percent) / 100);
    rest = rest.slice(rest.lastIndexOf('\r') + 1).slice(-64);
  };
}

async function ask(
  qemu: Qemu,
  source: QemuSource,
  argsFor: (ready: QemuSource) => readonly string[],
  signal?: AbortSignal,
  onStdout?: (text: string) => void,
): Promise<string> {
  return withAssembled(source, (ready) => answerOf(qemu, argsFor(ready), source.path, { signal, onStdout }));
}

interface Asking {
  readonly signal?: AbortSignal | undefined;
  readonly onStdout?: ((text: string) => void) | undefined;
  /** Exits that are answers. */
  readonly fine?: readonly number[];
}

/** What it printed. `disk`: the file it was asked about, which may be to blame; absent for one that we serve. */
async function answerOf(
  qemu: Qemu,
  args: readonly string[],
  disk: string | undefined,
  { signal, onStdout, fine = [0] }: Asking = {},
): Promise<string> {
  const limits = [`--data=${questionMemoryBytes}`, `--cpu=${questionCpuSeconds}`, '--core=0', '--', qemu.program];
  const run = (): Promise<ChildResult> =>
    runChild({
      program: qemu.limiter ?? qemu.program,
      args: qemu.limiter === undefined ? args : [...limits, ...args],
      timeoutMs: questionTimeoutMs,
      lowPriority: true,
      ...(signal === undefined ? {} : { signal }),
      ...(onStdout === undefined ? {} : { onStdout }),
    });
  const first = await run();
  // short of threads or memory for a moment it aborts; the disk is not to blame for that
  const result = first.killedBy === 'SIGABRT' && onStdout === undefined ? await run() : first;
  if (result.exitCode !== undefined && fine.includes(result.exitCode)) return result.stdout;
  const damage = disk === undefined ? undefined : damageIn(disk, result);
  throw damage ?? qemuFailure(`qemu-img ${args[0]}`, disk ?? 'NBD', result);
}

/** What systems say, in the C locale, when not the content of a file is to blame. */
const systemsFault =
  /Permission denied|Operation not permitted|No such file|Input\/output error|Stale file handle|Too many open files|temporarily unavailable|No space left|Failed to get .* lock|not connected|Host is down/;

/** Asked about a disk, qemu-img ends with 1 when it does not take what lies in the file. */
function damageIn(file: string, result: ChildResult): Failure | undefined {
  if (result.killedBy === 'SIGXCPU') return corrupt({ path: file }, 'tables-never-end');
  const said = result.stderr.trim().slice(-500);
  if (result.exitCode !== 1 || said === '' || systemsFault.test(said)) return undefined;
  return corrupt({ path: file }, 'qemu-img-refuses', said);
}

/** What an unwelcome exit means. qemu-img has no codes, so its stable words are looked at. */
export function qemuFailure(doing: string, file: string, result: ChildResult): Failure {
  const said = result.stderr.trim().slice(-2_000);
  if (/Failed to get .* lock/.test(said)) return new Failure('source.in-use', { file, detail: said });
  const exit = result.timedOut ? say('timed-out') : (result.killedBy ?? String(result.exitCode));
  return new Failure('machine.qemu-failed', { doing, exit, said });
}

export const saysDiskFull = (result: ChildResult): boolean => result.stderr.includes('No space left on device');
