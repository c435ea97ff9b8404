import { describe, expect, it } from 'vitest';
import { runChild, startChild } from './child.ts';

const node = (script: string) => ({ program: process.execPath, args: ['-e', script] });

describe('a child program', () => {
  it('tells both streams and the exit apart', async () => {
    const result = await runChild(node('console.log("out"); console.error("err"); process.exitCode = 3'));
    expect(result).toMatchObject({ exitCode: 3, stdout: 'out\n', stderr: 'err\n', timedOut: false });
  });

  it('gets its arguments as they are: no shell reads them', async () => {
    const odd = '$(touch x) `id` "q" \'s\' %PATH% ; && 文件 🙂';
    const { stdout } = await runChild({
      program: process.execPath,
      args: ['-e', 'console.log(process.argv[1])', odd],
    });
    expect(stdout).toBe(`${odd}\n`);
  });

  it('gets no variable that could change how it is linked or leak a key', async () => {
    process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] = 'not-for-children';
    try {
      const { stdout } = await runChild(node('console.log(Object.keys(process.env).join(" "))'));
      expect(stdout).not.toMatch(/ALIBABA|LD_|NODE_|npm_/);
      expect(stdout).toContain('PATH');
    } finally {
      delete process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'];
    }
  });

  it('is ended by the signal, and the reason comes back once it is gone', async () => {
    const stop = new AbortController();
    const reason = new Error('asked');
    const running = runChild({
      ...node('process.on("SIGTERM", () => process.exit(0)); console.log("up"); setInterval(() => {}, 1000)'),
      signal: stop.signal,
      onStdout: () => stop.abort(reason),
    });
    await expect(running).rejects.toBe(reason);
  });

  it('is ended after its time', async () => {
    const result = await runChild({ ...node('setInterval(() => {}, 1000)'), timeoutMs: 50 });
    expect(result).toMatchObject({ timedOut: true, exitCode: undefined });
  });

  it('says when there is no such program', async () => {
    await expect(runChild({ program: '/no/such/program', args: [] })).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});

describe('a program that runs beside us', () => {
  it('runs until it is ended, and what it said is kept', async () => {
    let hear = (_text: string): void => undefined;
    const said = new Promise<string>((resolve) => {
      hear = resolve;
    });
    const running = startChild({
      ...node('console.error("odd"); console.log("up"); setInterval(() => {}, 1000)'),
      onStdout: (text) => hear(text),
    });
    expect(await said).toBe('up\n');
    running.end();
    running.end();
    const { killedBy, stderr } = await running.ended;
    expect(killedBy).toBe('SIGTERM');
    expect(stderr).toBe('odd\n');
    expect(() => process.kill(running.pid ?? 0, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
  });

  it('leaves nothing behind to be called when this process ends', async () => {
    const before = process.listenerCount('exit');
    const running = startChild(node(''));
    expect(process.listenerCount('exit')).toBe(before + 1);
    await running.ended;
    expect(process.listenerCount('exit')).toBe(before);
  });

  it('says when there is no such program', async () => {
    await expect(startChild({ program: '/no/such/program', args: [] }).ended).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
