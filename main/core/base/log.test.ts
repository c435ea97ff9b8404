import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogLine } from '../../../contract/migrations.ts';
import { systemClock } from './clock.ts';
import { fileLog, readLog } from './log.ts';
import { keepSecret } from './redact.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'log-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the log', () => {
  it('shows no registered secret, in any spelling, neither in the file nor to listeners', async () => {
    const secret = 'S3cret/With+Signs=';
    keepSecret(secret);
    const heard: LogLine[] = [];
    const path = join(folder, 'log.jsonl');
    const log = fileLog(path, systemClock, (line) => heard.push(line)).forStage('upload');
    log.write('error', 'part refused', {
      said: `key ${secret}`,
      url: `http://h/?k=${encodeURIComponent(secret)}`,
    });
    log.write('error', 'part refused', {
      url: 'http://h/o?Expires=1&Signature=abcDEF%2F&x=1',
      auth: 'Signature=00ff,next',
    });
    const all = (await readFile(path, 'utf8')) + JSON.stringify(heard);
    expect(all).not.toContain(secret);
    expect(all).not.toContain(encodeURIComponent(secret));
    expect(all).not.toMatch(/abcDEF|00ff/);
    expect(heard).toHaveLength(2);
    expect(heard[0]?.stage).toBe('upload');
  });

  it('reads past a line that a power cut left half written', async () => {
    const path = join(folder, 'log.jsonl');
    const log = fileLog(path, systemClock, () => undefined);
    log.write('info', 'first');
    await appendFile(path, '{"when":"2026-01-01T0');
    expect(readLog(path).map(({ event }) => event)).toEqual(['first']);
  });

  it('is empty before the first line', () => {
    expect(readLog(join(folder, 'none.jsonl'))).toEqual([]);
  });
});
