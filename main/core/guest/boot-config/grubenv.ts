/** GRUB's environment block: a file of 1,024 bytes in which it remembers, among others, what to start next. */

const signature = '# GRUB Environment Block\n';
const blockBytes = 1_024;

/** Its variables; undefined when it is no such file. */
export function readGrubEnvironment(content: Buffer): ReadonlyMap<string, string> | undefined {
  const text = content.toString('utf8', 0, blockBytes);
  if (!text.startsWith(signature)) return undefined;
  const variables = new Map<string, string>();
  for (const line of text.slice(signature.length).split(/(?<!\\)\n/)) {
    const equals = line.indexOf('=');
    if (line.startsWith('#') || equals < 1) continue;
    variables.set(line.slice(0, equals), line.slice(equals + 1).replaceAll(/\\([\\\n])/g, '$1'));
  }
  return variables;
}
