/** Writes the descriptor of a VMDK set that lacks a usable one, into a scratch folder and only while it is needed. */
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QemuSource } from './qemu-source.ts';

/** Runs `use` with a source that needs no assembling; nothing is ever written beside the pieces. */
export async function withAssembled<T>(source: QemuSource, use: (ready: QemuSource) => Promise<T>): Promise<T> {
  const { pieces } = source;
  if (pieces === undefined) return use(source);
  const folder = await mkdtemp(join(tmpdir(), 'ecs-image-migrator-'));
  try {
    const lines: string[] = [];
    for (const [index, { path, kind, bytes, offsetBytes }] of pieces.entries()) {
      const name = await nameFor(folder, path, index);
      const size = `RW ${Math.ceil(bytes / 512)}`;
      lines.push(kind === 'flat' ? `${size} FLAT "${name}" ${offsetBytes / 512}` : `${size} SPARSE "${name}"`);
    }
    const type = pieces[0]?.kind === 'flat' ? 'twoGbMaxExtentFlat' : 'twoGbMaxExtentSparse';
    // no empty line before the first extent: qemu-img 7.2 would count it twice
    const head = `# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType="${type}"\n`;
    const path = join(folder, 'disk.vmdk');
    await writeFile(path, `${head}${lines.join('\n')}\n`, { mode: 0o600 });
    return await use({ format: 'vmdk', path });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A descriptor cannot hold quotes, line ends or long paths; a link has a plain name. Windows paths have none of the former. */
async function nameFor(folder: string, path: string, index: number): Promise<string> {
  if (process.platform === 'win32') return path;
  const name = `piece-${index + 1}.vmdk`;
  await symlink(path, join(folder, name));
  return name;
}
