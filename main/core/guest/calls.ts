/** The contract's calls that look into disks, into several as those of one server, and around in their files. */
import type { browseCalls } from '../../../contract/browse.ts';
import type { lookCalls } from '../../../contract/disks.ts';
import type { Service } from '../../../contract/rpc.ts';
import { withDisks } from '../disk/inspect.ts';
import type { Qemu } from '../disk/qemu.ts';
import { listFolder, previewFile } from './browse/browse.ts';
import type { FileSystem } from './file-system.ts';
import type { Browsable } from './browse/volumes-view.ts';
import type { GuestShelf, ShelfDisk } from './browse/guest-shelf.ts';
import { lookAt } from '../disk/look.ts';
import { insideOf, withGuests } from './with-guests.ts';

export interface GuestCallParts {
  readonly files: { pathFor(handle: string): string };
  readonly qemu: () => Promise<Qemu>;
  readonly shelf: GuestShelf;
}

type Asked = readonly { readonly disk: string; readonly member?: string | undefined }[];

const gone = { kind: 'problem', problem: 'not-found' } as const;

export function guestService({ files, qemu, shelf }: GuestCallParts): Service<typeof lookCalls & typeof browseCalls> {
  const pathsOf = (disks: Asked): ShelfDisk[] =>
    disks.map(({ disk, member }) => ({ path: files.pathFor(disk), member }));
  const onVolume = async <T>(
    { disks, volume }: { disks: Asked; volume: string },
    signal: AbortSignal,
    look: (files: FileSystem) => Promise<T>,
  ): Promise<T | typeof gone> =>
    shelf.use<T | typeof gone>(pathsOf(disks), signal, (volumes: readonly Browsable[]) => {
      const found = volumes.find(({ view }) => view.name === volume)?.files;
      return found === undefined ? gone : look(found);
    });
  return {
    'disk.look': async ({ disk }, signal) =>
      lookAt(files.pathFor(disk), await qemu(), { signal, inside: insideOf(signal) }),
    'guest.look': async ({ disks }, signal) =>
      withDisks(pathsOf(disks), await qemu(), signal, (opened) => withGuests(opened, { signal, complete: true })),
    'guest.volumes': ({ disks }, signal) =>
      shelf.use(pathsOf(disks), signal, (volumes) => volumes.map(({ view }) => view)),
    'guest.list': (asked, signal) => onVolume(asked, signal, (at) => listFolder(at, asked.path, signal)),
    'guest.read': (asked, signal) => onVolume(asked, signal, (at) => previewFile(at, asked.path, signal)),
  };
}
