/** Certificates: who is believed, and what a company's own CA in the settings changes. Real TLS on loopback. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Settings } from '../../../contract/settings.ts';
import { systemClock } from '../base/clock.ts';
import { sendHttp } from '../base/http-send.ts';
import { requestLog } from '../base/request-log.ts';
import { Network } from './network.ts';

const openssl = ['/usr/bin/openssl', '/usr/local/bin/openssl'].find((path) => existsSync(path));
if (openssl === undefined) console.log('skipped: certificates need openssl');

describe.skipIf(openssl === undefined)('a server with a certificate of a CA that only the company knows', () => {
  let folder: string;
  let server: Server;
  let origin: string;
  const file = (name: string): string => join(folder, name);
  const ssl = (...args: string[]): void =>
    void execFileSync(openssl ?? '', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const makeCa = (name: string): void =>
    ssl(
      ...`req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=${name} -keyout ${name}.key -out ${name}.pem`.split(' '),
    );

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ca-'));
    makeCa('company');
    makeCa('another');
    writeFileSync(file('names'), 'subjectAltName=IP:127.0.0.1');
    ssl(...'req -newkey rsa:2048 -nodes -subj /CN=oss -keyout server.key -out server.csr'.split(' '));
    ssl(
      ...'x509 -req -in server.csr -CA company.pem -CAkey company.key -CAcreateserial -days 2 -extfile names -out server.pem'.split(
        ' ',
      ),
    );
    server = createServer(
      { key: readFileSync(file('server.key')), cert: readFileSync(file('server.pem')) },
      (_, answer) => answer.end('ok'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  async function ask(network: Settings['network'], at = origin): Promise<string> {
    const ours = new Network(undefined, requestLog(tmpdir(), systemClock));
    await ours.apply({ theme: 'system', network: { proxy: { kind: 'none' }, ...network } });
    const limits = { totalMs: 20_000, quietMs: 20_000 };
    const { body } = await sendHttp({
      origin: at,
      path: '/',
      method: 'GET',
      headers: {},
      limits,
      line: ours.line,
    });
    return body.toString();
  }

  test('is not believed, and the failure says why', async () => {
    await expect(ask({})).rejects.toMatchObject({
      code: 'network.untrusted',
      facts: { reason: expect.stringMatching(/SELF_SIGNED|UNABLE_TO/) as string },
    });
  });
  test('is believed once the company’s CA is in the settings', async () => {
    expect(await ask({ caFile: file('company.pem') })).toBe('ok');
  });
  test('is not believed on the word of another CA', async () => {
    await expect(ask({ caFile: file('another.pem') })).rejects.toMatchObject({ code: 'network.untrusted' });
  });
  test('is not believed under a name that its certificate does not carry', async () => {
    const elsewhere = origin.replace('127.0.0.1', 'localhost');
    await expect(ask({ caFile: file('company.pem') }, elsewhere)).rejects.toMatchObject({
      code: 'network.untrusted',
      facts: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
  });
  test('a CA file that is missing or is none is refused when it is set, not blamed on the network later', async () => {
    await expect(ask({ caFile: file('gone.pem') })).rejects.toMatchObject({ code: 'machine.file-failed' });
    await expect(ask({ caFile: file('names') })).rejects.toMatchObject({ code: 'asked.input-invalid' });
  });
});
