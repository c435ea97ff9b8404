/** The file a translator works in: every text by its key, beside the English one; as JSON, or as CSV for a spreadsheet. */

export interface Row {
  readonly key: string;
  readonly english: string;
  readonly text: string;
}

/** Thrown with a sentence for the person at the terminal. */
export class SheetError extends Error {}

const heads = ['key', 'english', 'text'] as const;
const byteOrderMark = '\ufeff';

export function writeSheet(rows: readonly Row[], kind: 'json' | 'csv'): string {
  if (kind === 'json')
    return `${JSON.stringify(Object.fromEntries(rows.map(({ key, ...said }) => [key, said])), undefined, 2)}\n`;
  const line = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  // a spreadsheet takes the file for UTF-8 by the mark
  return `${byteOrderMark}${[heads, ...rows.map((row) => heads.map((head) => row[head]))].map(line).join('\r\n')}\r\n`;
}

/** The texts by their keys. */
export function readSheet(content: string, kind: 'json' | 'csv'): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [key, text] of kind === 'json' ? jsonRows(content) : csvRows(content)) {
    if (texts.has(key)) throw new SheetError(`${key} stands in two rows`);
    texts.set(key, text);
  }
  return texts;
}

function jsonRows(content: string): [string, string][] {
  const rows: unknown = JSON.parse(content);
  if (typeof rows !== 'object' || rows === null) throw new SheetError('the file holds no texts by their keys');
  return Object.entries(rows).map(([key, row]: [string, unknown]) => {
    const text: unknown = typeof row === 'object' && row !== null && 'text' in row ? row.text : undefined;
    if (typeof text !== 'string') throw new SheetError(`${key} has no text`);
    return [key, text];
  });
}

function csvRows(content: string): [string, string][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  const bare = content.startsWith(byteOrderMark) ? content.slice(1) : content;
  while (cell.lastIndex < bare.length) {
    const found = cell.exec(bare);
    if (found === null) throw new SheetError(`a quotation mark in row ${rows.length + 1} has no partner`);
    row.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').replaceAll('\r\n', '\n'));
    if (found[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  const [first = [], ...others] = rows;
  const [keyAt, textAt] = [first.indexOf('key'), first.indexOf('text')];
  if (keyAt < 0 || textAt < 0) throw new SheetError('the first row must name the columns key and text');
  return others.map((cells, index) => {
    const [key, text] = [cells[keyAt], cells[textAt]];
    if (key === undefined || text === undefined) throw new SheetError(`row ${index + 2} has too few cells`);
    return [key, text];
  });
}
