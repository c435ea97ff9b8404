/** A language is one folder and one line: a copy of a folder under another name speaks, and nothing else is touched. */
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import ts from 'typescript';
import { locales } from './locale.ts';

const root = join(import.meta.dirname, '..');
/** The compiler takes some ten seconds of a processor that others may be using. */
const fiveMinutesMs = 300_000;
const scratch = mkdtempSync(join(tmpdir(), 'language-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('a language that is added', () => {
  for (const folder of ['words', 'contract']) cpSync(join(root, folder), join(scratch, folder), { recursive: true });
  for (const file of ['tsconfig.json', 'package.json']) cpSync(join(root, file), join(scratch, file));
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
  const at = (path: string): string => join(scratch, 'words', path);

  cpSync(at('zh'), at('eo'), { recursive: true });
  const list = readFileSync(at('languages.ts'), 'utf8');
  writeFileSync(at('languages.ts'), `${list}export { language as eo } from './eo/language.ts';\n`);
  const stages = readFileSync(at('eo/stages.ts'), 'utf8');
  writeFileSync(at('eo/stages.ts'), stages.replace(/upload: '.*?'/, "upload: 'Alŝuto'"));

  it('compiles', { timeout: fiveMinutesMs }, () => {
    const { config } = ts.readConfigFile(join(scratch, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, scratch);
    const program = ts.createProgram([at('say.ts'), at('report.ts')], { ...options, types: [] });
    // the folders that were there before are what the whole project's check compiles
    const concerned = program.getSourceFiles().filter(({ fileName }) => /\/words\/(eo\/|[^/]+$)/.test(fileName));
    expect(concerned.length).toBeGreaterThan(70);
    const said = concerned
      .flatMap((file) => program.getSemanticDiagnostics(file))
      .map(({ file, messageText }) => [file?.fileName, ts.flattenDiagnosticMessageText(messageText, '\n')]);
    expect(said).toEqual([]);
  });

  it('is spoken', async () => {
    const { localeOf, locales: spoken } = await import(pathToFileURL(at('locale.ts')).href);
    const { says } = await import(pathToFileURL(at('say.ts')).href);
    expect(spoken).toContain('eo');
    expect(localeOf(['eo-XX', 'en'])).toBe('eo');
    expect(says.eo.stage('upload')).toBe('Alŝuto');
    expect(says.zh.stage('upload')).not.toBe('Alŝuto');
  });
});

describe.each(locales)('the page’s words, %s', (locale) => {
  const files = globSync(`${locale}/page/*.ts`, { cwd: import.meta.dirname });

  it('stand in one file a section', async () => {
    const sections: string[] = [];
    for (const file of files.filter((one) => basename(one) !== 'all.ts')) {
      const tables: Record<string, object> = await import(pathToFileURL(join(import.meta.dirname, file)).href);
      sections.push(...Object.values(tables).flatMap((table) => Object.keys(table)));
    }
    expect(sections.length).toBeGreaterThan(20);
    expect(sections.sort()).toEqual([...new Set(sections)].sort());
  });
});
