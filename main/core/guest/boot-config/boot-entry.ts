/** A line of a boot menu, whichever boot loader shows it. */

export interface BootEntry {
  readonly title: string;
  /** As other settings name it: GRUB's `--id`, the file name of a BLS entry, extlinux's label. */
  readonly id: string | undefined;
  /** Path as the boot loader sees it: from the root of `device`, which may be a separate /boot. */
  readonly kernel: string | undefined;
  /** Every initramfs, in order; microcode may come first. */
  readonly initramfs: readonly string[];
  /** The kernel's arguments, as written. */
  readonly arguments: readonly string[];
  /** Where the boot loader looks for the kernel, when the entry says so. */
  readonly device: BootDevice | undefined;
  /** The boot loader asks for a password before it starts it. */
  readonly locked?: boolean;
  /** Of a unified kernel image, which is `kernel`. */
  readonly unified?: {
    readonly version: string | undefined;
    readonly initramfs: { readonly offset: number; readonly bytes: number } | undefined;
    /** False: what is in it cannot be told. */
    readonly isRead: boolean;
  };
}

export type BootDevice =
  | { readonly kind: 'uuid' | 'label' | 'file'; readonly value: string }
  /** `hd0,msdos1`, `(hd0,0)`, `lvmid/…`: the boot loader's own name. */
  | { readonly kind: 'name'; readonly value: string };

export interface BootMenu {
  readonly loader: 'grub2' | 'grub-legacy' | 'bls' | 'extlinux' | 'uki';
  readonly entries: readonly BootEntry[];
  /** What starts by default; undefined when that cannot be told without running the boot loader. */
  readonly defaultEntry: BootEntry | undefined;
  /** What the configuration itself names, e.g. `saved` or `0`. */
  readonly defaultSetting: string | undefined;
}

/** The value of the last `root=` argument: the kernel takes the last. */
export function rootArgument(entry: BootEntry): string | undefined {
  const last = entry.arguments.findLast((argument) => argument.startsWith('root='));
  return last?.slice('root='.length).replace(/^"(.*)"$/, '$1');
}

/** No configuration that works has more lines than this. */
export const mostLines = 20_000;
/** No menu that a person can use has more. */
export const mostEntries = 1_000;

/** `(hd0,0)/vmlinuz`: the device and the path on it. */
export function splitDevice(path: string): { device: BootDevice | undefined; rest: string } {
  const match = /^(\([^)]*\))(.*)$/.exec(path);
  if (!match) return { device: undefined, rest: path };
  return { device: { kind: 'name', value: match[1] ?? '' }, rest: match[2] ?? '' };
}
