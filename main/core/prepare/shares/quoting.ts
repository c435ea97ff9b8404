/** Makes any text a single, inert word of a shell, of PowerShell, or of a line in /etc/exports. */

/** For POSIX shells: nothing is special between single quotes but the single quote. */
export const shQuote = (text: string): string =>
  /^[A-Za-z0-9_./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** For PowerShell, which takes the typographic single quotes for the plain one as well. */
export const psQuote = (text: string): string => `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;

/** exports(5): white space, quotes, backslash and the comment sign are written in octal. */
export const exportsWord = (text: string): string =>
  text.replace(/[\s"'\\#]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
