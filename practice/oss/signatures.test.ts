/** Requests as ali-oss 6.23.0 and the ECS client 7.11.6 sent them, with the signatures they computed. */
import { expect, it } from 'vitest';
import { parseQuery, type Call } from '../http/exchange.ts';
import { joinCrc64, newCrc64 } from './crc64.ts';
import { readSignatureV1 } from './signature-v1.ts';
import { readSignatureV4 } from './signature-v4.ts';

const secret = 'SECRETEXAMPLE';

function call(method: string, url: string, headers: Record<string, string>): Call {
  const [path = '', query = ''] = url.split('?');
  return { method, path, query: parseQuery(query), headers, body: (async function* () {})() };
}

const v1 = { 'x-oss-date': 'Sat, 21 Nov 2026 08:15:23 GMT' };
const v4 = { 'x-oss-date': '20261121T081523Z', 'x-oss-content-sha256': 'UNSIGNED-PAYLOAD' };
const attached = { 'x-oss-storage-class': 'Standard', 'x-oss-meta-wizard': '1' };
const credential = 'Credential=AKIDEXAMPLE/20261121/cn-hangzhou/oss/aliyun_v4_request,Signature=';

it.each([
  [
    'begin',
    'POST',
    '?uploads=',
    attached,
    'VJJx5SFOO/bQdp9EQImyS7XrlCg=',
    '7c0550272b0d1d6d840e4e9b74acec7c66ad034e533f6a9e3c15e7599f56cc26',
  ],
  [
    'part',
    'PUT',
    '?partNumber=1&uploadId=0004B9894A22E5B1888A1E29F8236E2D',
    {},
    'GUm1g3WzxwVIIz5h8JR3czT/sH0=',
    '39d052493dd237d30852107db7602f2cf6894e76ca612484da6114b3309c36e8',
  ],
  [
    'list',
    'GET',
    '?max-parts=1000&part-number-marker=0&uploadId=0004B9894A22E5B1888A1E29F8236E2D',
    {},
    'OfLAyXPIhH0SNMETxXcMMS+Bpuw=',
    '0b5c590fe60e2e08073d2021b1a465a1ec8c19aa1737042dce8f0d1a10f5e86a',
  ],
  [
    'head',
    'HEAD',
    '',
    {},
    'Ml9aopr8tgkDSaGclhdU+TpbYoA=',
    'fea6f02c1ae0d60b8dbd75c29b87d270976d1917cfec37e7f34089c558df334a',
  ],
])('computes what ali-oss computed for %s', (_, method, query, extra, first, fourth) => {
  const url = `/images/sys%20disk.qcow2${query}`;
  const one = readSignatureV1(call(method, url, { ...v1, ...extra, authorization: `OSS AKIDEXAMPLE:${first}` }));
  expect(one?.sign(secret, one.stringToSign('my-bucket', 'images/sys disk.qcow2'))).toBe(first);
  const four = readSignatureV4(
    call(method, url, { ...v4, ...extra, authorization: `OSS4-HMAC-SHA256 ${credential}${fourth}` }),
  );
  expect(four?.sign(secret, four.stringToSign('my-bucket', 'images/sys disk.qcow2'))).toBe(fourth);
  expect(four).toMatchObject({ accessKeyId: 'AKIDEXAMPLE', region: 'cn-hangzhou', signature: fourth });
});

it('CRC-64 has its known values, whole and joined', async () => {
  const crcOf = async (bytes: Buffer): Promise<bigint> => {
    const crc = await newCrc64();
    crc.update(bytes);
    return crc.value();
  };
  expect(await crcOf(Buffer.alloc(0))).toBe(0n);
  expect(await crcOf(Buffer.from('123456789'))).toBe(11051210869376104954n);
  expect(await crcOf(Buffer.alloc(102_400, 0x61))).toBe(12696911168479852064n);
  const pieces = ['1234', '', '5', '6789'].map((text) => Buffer.from(text));
  const parts = await Promise.all(pieces.map(async (piece) => ({ crc64: await crcOf(piece), bytes: piece.length })));
  expect(joinCrc64(parts)).toBe(11051210869376104954n);
});
