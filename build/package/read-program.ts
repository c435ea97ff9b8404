/** What a packaged program says of itself: its fuses, its version strings, the archive it will accept. */

/** Order of Electron's fuses, as its documentation numbers them. */
const fuseNames = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
] as const;
export type Fuses = Readonly<Partial<Record<(typeof fuseNames)[number], boolean>>>;

/** Marks the place of the fuses in every Electron program. */
export const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

export function readFuses(program: Buffer): Fuses {
  const at = program.indexOf(fuseMark);
  if (at < 0) return {};
  // after the mark: version of the layout, how many, then one character each
  const wire = program.toString('latin1', at + fuseMark.length + 2, at + fuseMark.length + 2 + fuseNames.length);
  return Object.fromEntries(fuseNames.map((name, index) => [name, wire[index] === '1']));
}

/** A value of the version resource: its name, an end of text, padding, then the value. */
export function versionString(program: Buffer, name: string): string | undefined {
  const key = Buffer.from(`${name}\0`, 'utf16le');
  const at = program.indexOf(key);
  if (at < 0) return undefined;
  const text = program.toString('utf16le', at + key.length, at + key.length + 512).replace(/^\0+/, '');
  return text.slice(0, text.indexOf('\0'));
}

/** The digest that a Windows program wants its archive's table to have. */
export const integrityOf = (program: Buffer): string | undefined =>
  /"file":"resources\\\\app\.asar","alg":"SHA256","value":"([0-9a-f]{64})"/i.exec(program.toString('latin1'))?.[1];
