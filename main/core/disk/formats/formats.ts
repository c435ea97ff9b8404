/** The disk formats that are read. Sniffing, qemu's arguments, file dialogs and the page's chooser derive from this list. */
import { Failure } from '../../../../contract/failure-error.ts';
import type { DiskFormat } from './format.ts';
import { qcow } from './qcow1.ts';
import { qcow2 } from './qcow2.ts';
import { raw } from './raw.ts';
import { vdi } from './vdi.ts';
import { vhd } from './vhd.ts';
import { vhdx } from './vhdx.ts';
import { vmdk } from './vmdk.ts';

export const formats: readonly DiskFormat[] = [vmdk, qcow, qcow2, vhdx, vhd, vdi, raw];

export function formatNamed(name: string): DiskFormat {
  const found = formats.find((format) => format.name === name);
  if (found === undefined) throw new Failure('program.bug', { detail: `no disk format ${name}` });
  return found;
}
