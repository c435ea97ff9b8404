/** Gathers what a helper needs to see, masked; it is saved as a file here and never sent. */
import { readdir, readFile } from 'node:fs/promises';
import { arch, cpus, homedir, hostname, release, totalmem, type as osType, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { migrationId } from '../../../contract/migrations.ts';
import { requestLogFiles } from '../base/request-log.ts';
import { learnNames, maskText, maskValue, newNames, type Names } from './mask.ts';

export interface BundleSource {
  readonly dataFolder: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly hideNames: boolean;
}
interface BundleFile {
  readonly name: string;
  readonly text: string;
}

/** Of each file its end, where the trouble is. */
const mostChars = 200_000;
/** Of all together, newest migrations first. */
const mostCharsInAll = 2_500_000;
/** In the data folder; the vault and the practice cloud's objects stay where they are. */
const topFiles = ['settings.json', 'speeds.json', 'uploads-begun.jsonl', ...requestLogFiles];
const migrationFiles = /^(record\.json|log\.jsonl|report\.json|upload-\d+\.jsonl)$/;

export async function gatherBundle({ dataFolder, facts, hideNames }: BundleSource): Promise<BundleFile[]> {
  const raw = [{ name: 'about.json', text: JSON.stringify({ ...facts, ...aboutSystem() }) }];
  for (const name of topFiles) raw.push(...(await readInto(name, join(dataFolder, name))));
  const root = join(dataFolder, 'migrations');
  for (const id of await readdir(root).catch(() => [])) {
    if (!migrationId.safeParse(id).success) continue;
    for (const file of (await readdir(join(root, id))).filter((one) => migrationFiles.test(one)).sort())
      raw.push(...(await readInto(`migrations/${id}/${file}`, join(root, id, file))));
  }
  const names = hideNames ? namesOf(raw, dataFolder) : undefined;
  let left = mostCharsInAll;
  return raw.flatMap(({ name, text }) => {
    const masked = maskFile(name, text, names);
    const kept = masked.length > mostChars ? `…\n${masked.slice(-mostChars)}` : masked;
    left -= kept.length;
    return left < 0 ? [] : [{ name, text: kept }];
  });
}

const aboutSystem = () => ({
  system: `${osType()} ${release()} ${arch()}`,
  processors: cpus().length,
  memoryBytes: totalmem(),
  node: process.version,
});

async function readInto(name: string, path: string): Promise<BundleFile[]> {
  const text = await readFile(path, 'utf8').catch(() => undefined); // there is none yet
  return text === undefined ? [] : [{ name, text }];
}

/** Line by line or as a whole; what is no JSON is masked as text. */
function maskFile(name: string, text: string, names: Names | undefined): string {
  if (name.endsWith('.jsonl'))
    return text
      .split('\n')
      .map((line) => (line === '' ? '' : maskJson(line, names, undefined)))
      .join('\n');
  return maskJson(text, names, 2);
}

function maskJson(text: string, names: Names | undefined, indent: number | undefined): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return maskText(text, names);
  }
  return JSON.stringify(maskValue(value, names), undefined, indent);
}

function namesOf(raw: readonly BundleFile[], dataFolder: string): Names {
  const names = newNames();
  for (const one of [dataFolder, homedir(), hostname(), userInfo().username]) names.learn(one);
  for (const { text } of raw)
    for (const part of [text, ...text.split('\n')]) {
      const value = parsed(part);
      learnNames(value, names);
      learnWish(value, names);
    }
  return names;
}

/** The names a person gave to a migration and its image, and the files' own names, which messages quote alone. */
function learnWish(value: unknown, names: Names): void {
  if (typeof value !== 'object' || value === null || !('schema' in value)) return;
  const { name, plan } = value as { name?: unknown; plan?: { image?: { name?: unknown }; disks?: unknown } };
  for (const one of [name, plan?.image?.name]) if (typeof one === 'string') names.learn(one);
  const disks = Array.isArray(plan?.disks) ? (plan.disks as { path?: unknown }[]) : [];
  for (const { path } of disks)
    if (typeof path === 'string') {
      names.learn(basename(path));
      names.learn(basename(path).replace(/\.[^.]+$/, ''));
    }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // masked by its looks alone
  }
}
