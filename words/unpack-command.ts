/** The command that unpacks a packed disk in a terminal: the same in every language. */

/** Quoted for the shells of Linux and macOS. */
const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;

/** The command that unpacks it, for wrappers this program does not open. */
export function unpackCommand(file: string, wrapper: string): string | undefined {
  const commands: Record<string, string> = {
    xz: `xz -dk ${quoted(file)}`,
    zstd: `zstd -dk ${quoted(file)}`,
    bzip2: `bzip2 -dk ${quoted(file)}`,
    '7z': `7z x ${quoted(file)}`,
    rar: `unrar x ${quoted(file)}`,
    tar: `tar -xf ${quoted(file)}`,
  };
  return commands[wrapper];
}
