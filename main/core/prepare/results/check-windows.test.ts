import { describe, expect, it } from 'vitest';
import { windowsItems } from '../items/windows-items.ts';
import { checkScripts } from './check-scripts.ts';

/**
 * There is no PowerShell to run this with, so the script is read: by a small tokenizer, for what would change the
 * server, and for what PowerShell 2 does not know. It was not run.
 */
const script = checkScripts['check-windows.ps1'];

/** Takes comments and texts out, and fails on a text or bracket that does not end. Texts keep their `$(…)`. */
function code(source: string): string {
  const open: string[] = [];
  const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  let out = '';
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '#') {
      while (at + 1 < source.length && source.charAt(at + 1) !== '\n') at += 1;
    } else if (char === "'" || char === '"') {
      const begin = at;
      for (at += 1; ; at += 1) {
        if (at >= source.length || source.charAt(at) === '\n')
          throw new Error(`text does not end: ${source.slice(begin, begin + 60)}`);
        if (char === '"' && source.charAt(at) === '`') at += 1;
        else if (source.charAt(at) === char) {
          if (source.charAt(at + 1) !== char) break;
          at += 1;
        }
      }
      out += ' TEXT ';
    } else {
      if ('([{'.includes(char)) open.push(char);
      if (')]}'.includes(char) && open.pop() !== pairs[char])
        throw new Error(`stray ${char} at ${source.slice(at - 60, at + 1)}`);
      out += char;
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(' ')}`);
  return out;
}

describe('check-windows.ps1', () => {
  it('has texts and brackets that end', () => {
    expect(() => code(script)).not.toThrow();
    expect(() => code('if (1) { "a }')).toThrow('text does not end');
    expect(() => code('if (1) { (2 }')).toThrow('stray');
  });

  it('calls only what reads: no cmdlet that sets, starts, stops or removes, no other program', () => {
    const verbs = [...code(script).matchAll(/\b([A-Z][a-z]+)-([A-Z][A-Za-z]+)\b/g)].map((match) => match[0]);
    const own = [...script.matchAll(/^function ([\w-]+)/gm)].map((match) => match[1]);
    const reading = [
      'Get-WmiObject',
      'Get-ItemProperty',
      'Get-Item',
      'Get-Service',
      'Test-Path',
      'Join-Path',
      'New-Object',
      'Where-Object',
      'Select-Object',
      'ForEach-Object',
    ];
    for (const name of new Set(verbs)) expect([...own, ...reading]).toContain(name);
    expect(code(script)).not.toMatch(
      /\b(reg|net|netsh|sc|wmic|cmd|attrib|icacls|bcdedit|powercfg|shutdown|Invoke-\w+|iex|Start-\w+)(\.exe)?\s/i,
    );
    expect(code(script)).not.toMatch(/>\s*\S+\.\w|\.(Delete|Create|Put|Invoke\w*|SetValue|Enable\w*|Disable\w*)\(/);
    // the one thing that is written: the result, and only to the file that was named
    expect(script.match(/WriteAllText/g)).toHaveLength(1);
    expect(script).toContain('if ($Out) { [IO.File]::WriteAllText(');
    expect(script).toContain('IT CHANGES NOTHING');
  });

  it('uses nothing younger than PowerShell 2', () => {
    const text = code(script);
    expect(text).not.toMatch(
      /ConvertTo-Json|Get-CimInstance|\[ordered\]|\[pscustomobject\]|-(not)?in\b|\?\?|&&|\|\||\?\.|#requires|Get-NetAdapter|Get-Volume|Get-BitLockerVolume|::new\(/i,
    );
    // member enumeration over arrays and simplified Where came with version 3
    expect(text).not.toMatch(/Where-Object\s+(?!\{)[A-Za-z]/);
    expect([...script].every((char) => char.charCodeAt(0) < 128)).toBe(true);
  });

  it('answers every Windows item that waits for a tick, and none that nobody asked for', () => {
    const answered = [...script.matchAll(/(?:Add-Result|Report) '([a-z0-9-]+)'/g)].map((match) => match[1]);
    const waiting = windowsItems.flatMap((item) => (item.tick === undefined ? [] : [item.tick]));
    expect([...new Set(answered)].sort()).toEqual([...new Set(waiting)].sort());
  });

  it('runs every test it defines', () => {
    const defined = [...script.matchAll(/^function (Test-\w+)/gm)].map((match) => match[1]);
    const called = /foreach \(\$test in (.*)\) \{ & \$test \}/.exec(script)?.[1] ?? '';
    expect(called.match(/Test-\w+/g)).toEqual(defined);
  });
});
