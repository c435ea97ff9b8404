/** Writes archives as an initramfs is one: cpio of the "newc" kind. */

/** Files with these names; those without a content are empty. */
export function cpioOf(names: readonly string[], contents: Readonly<Record<string, Buffer>> = {}): Buffer {
  const padding = (length: number): Buffer => Buffer.alloc((4 - (length % 4)) % 4);
  const entry = (name: string, mode: number): Buffer => {
    const content = contents[name] ?? Buffer.alloc(0);
    const fields = [0, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length + 1, 0];
    const head = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}${name}\0`;
    return Buffer.concat([Buffer.from(head), padding(head.length), content, padding(content.length)]);
  };
  return Buffer.concat([...names.map((name) => entry(name, 0o100644)), entry('TRAILER!!!', 0)]);
}
