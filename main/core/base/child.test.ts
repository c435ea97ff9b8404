import { describe, expect, it } from 'vitest';
import { runChild } from './child.ts';

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
