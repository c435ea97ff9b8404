/** The cloud's interface through the real SDK clients, over HTTP, against the practice cloud. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImageForm } from '../../../../contract/import-form.ts';
import { startPracticeCloud, type PracticeCloud } from '../../../../practice/practice-cloud.ts';
import { sdkClients } from '../../../../practice/test-help.ts';
import { sendHttp } from '../../base/http-send.ts';
import { redact } from '../../base/redact.ts';
import type { Cloud } from '../cloud.ts';
import { openAlibaba } from './open-alibaba.ts';
import { loadSts } from './sdk.ts';

const region = 'cn-hangzhou';
const bucket = 'migration-demo';
let folder: string;
let practice: PracticeCloud;
let cloud: Cloud;

/** A practice cloud of its own for one test, with what is to go wrong in it. */
async function withFaults(faults: object, use: (cloud: Cloud) => Promise<void>): Promise<void> {
  const own = await mkdtemp(join(tmpdir(), 'cloud-'));
  const faultsFile = join(own, 'faults.json');
  await writeFile(faultsFile, JSON.stringify(faults));
  const other = await startPracticeCloud({ folder: join(own, 'world'), faultsFile });
  try {
    await use(openWith(other));
  } finally {
    await other.close();
    await rm(own, { recursive: true });
  }
}
const openWith = ({ url, accessKeyId, accessKeySecret }: PracticeCloud): Cloud =>
  openAlibaba({ accessKeyId, accessKeySecret }, { kind: 'practice', url });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cloud-'));
  practice = await startPracticeCloud({ folder });
  cloud = openWith(practice);
});
afterAll(async () => {
  await practice.close();
  await rm(folder, { recursive: true });
});

const form: ImageForm = {
  name: 'web01',
  osType: 'linux',
  platform: 'CentOS',
  architecture: 'x86_64',
  bootMode: 'BIOS',
  systemDiskGiB: 40,
  licenseType: 'BYOL',
};

async function putObject(to: Cloud, key: string, bytes: Uint8Array): Promise<void> {
  const store = to.objects(region, bucket);
  const { uploadId } = await store.beginUpload(key);
  const signed = await store.signPart(key, uploadId, 1, bytes.byteLength);
  expect(`${signed.origin}${signed.path}`).not.toMatch(/signature|credential|token|expires/i);
  const limits = { totalMs: 10_000, quietMs: 10_000 };
  const answer = await sendHttp({ ...signed, method: 'PUT', body: bytes, limits });
  const verdict = await store.judgePart(key, answer);
  if (!verdict.taken) throw verdict.failure;
  const [part, ...more] = await store.listParts(key, uploadId);
  expect(more).toEqual([]);
  expect(part).toEqual({ partNumber: 1, bytes: bytes.byteLength, etag: verdict.etag, crc64: verdict.crc64 });
  expect(await store.listUploads(key)).toMatchObject([{ key, uploadId }]);
  await store.completeUpload(key, uploadId, [{ partNumber: 1, etag: verdict.etag }], 'kept');
}

describe('account', () => {
  test('says who we are, where we may go and what is there', async () => {
    expect((await cloud.identity()).arn).toMatch(/^acs:ram::\d+:user\/practice$/);
    const regions = await cloud.regions();
    expect(regions.find(({ id }) => id === region)?.name).toMatch(/Hangzhou/);
    const buckets = await cloud.buckets();
    expect(buckets).toContainEqual({ name: bucket, region });
    expect(buckets).toContainEqual({ name: 'migration-demo-shanghai', region: 'cn-shanghai' });
    expect(await cloud.role('import')).toMatchObject({ present: true, trusted: true });
  });

  test('refuses a wrong key everywhere with the same failure', async () => {
    const wrong = openAlibaba(
      { accessKeyId: practice.accessKeyId, accessKeySecret: 'not-the-secret' },
      { kind: 'practice', url: practice.url },
    );
    const asked = [wrong.identity(), wrong.regions(), wrong.buckets(), wrong.objects(region, bucket).beginUpload('x')];
    await Promise.all(asked.map((answer) => expect(answer).rejects.toMatchObject({ code: 'account.key-rejected' })));
    expect(redact('secret: not-the-secret')).not.toContain('not-the-secret');
  });

  test('works with a token, which then is a secret too', async () => {
    const sts = await loadSts();
    const keys = { accessKeyId: practice.accessKeyId, accessKeySecret: practice.accessKeySecret };
    const endpoint = { kind: 'practice', url: practice.url } as const;
    const client = sdkClients(practice, keys).sts;
    const wish = new sts.AssumeRoleRequest({
      roleArn: `acs:ram::${(await cloud.identity()).accountId}:role/AliyunECSImageImportDefaultRole`,
      roleSessionName: 'migration',
      durationSeconds: 900,
    });
    const {
      accessKeyId = '',
      accessKeySecret = '',
      securityToken = '',
    } = (await client.assumeRole(wish)).body?.credentials ?? {};
    const session = openAlibaba({ accessKeyId, accessKeySecret, securityToken }, endpoint);
    expect((await session.identity()).arn).toContain('assumed-role');
    await putObject(session, 'by-session.raw', Buffer.alloc(10));
    expect(redact(`token ${securityToken}`)).not.toContain(securityToken);
  });

  test('knows a missing role from a present one', async () => {
    await withFaults({ world: { roleMissing: true } }, async (other) => {
      expect(await other.role('import')).toMatchObject({ present: false, trusted: false });
    });
  });

  test('creates a bucket, and says when its name is not free', async () => {
    await cloud.createBucket('cn-beijing', 'fresh-bucket-for-images');
    expect(await cloud.buckets()).toContainEqual({ name: 'fresh-bucket-for-images', region: 'cn-beijing' });
    expect(await cloud.objects('cn-beijing', 'fresh-bucket-for-images').bucket()).toEqual({
      region: 'cn-beijing',
      storageClass: 'Standard',
      encrypted: false,
    });
    await expect(cloud.createBucket('cn-shanghai', 'fresh-bucket-for-images')).rejects.toMatchObject({
      code: 'cloud.bucket-taken',
    });
  });
});

describe('objects', () => {
  test('are written in parts, found again and removed', async () => {
    const key = 'folder/disk (1)+ü.qcow2';
    const store = cloud.objects(region, bucket);
    expect(await store.head(key)).toBeUndefined();
    await putObject(cloud, key, Buffer.from('123456789'));
    expect(await store.head(key)).toMatchObject({
      bytes: 9,
      crc64: '11051210869376104954',
      encrypted: false,
      ours: true,
    });
    await store.remove(key);
    await store.remove(key);
    expect(await store.head(key)).toBeUndefined();
  });

  test('an aborted upload is gone, and aborting twice is once', async () => {
    const store = cloud.objects(region, bucket);
    const { uploadId } = await store.beginUpload('a');
    await store.abortUpload('a', uploadId);
    await store.abortUpload('a', uploadId);
    expect(await store.listUploads('a')).toEqual([]);
    await expect(store.listParts('a', uploadId)).rejects.toMatchObject({
      code: 'cloud.upload-gone',
      facts: { bucket, key: 'a' },
    });
  });

  test('a bucket of another region, an encrypted and a missing one are told apart', async () => {
    await expect(cloud.objects(region, 'migration-demo-shanghai').bucket()).rejects.toMatchObject({
      code: 'cloud.bucket-elsewhere',
      facts: { bucket: 'migration-demo-shanghai', bucketRegion: 'cn-shanghai', region },
    });
    expect(await cloud.objects(region, 'migration-encrypted').bucket()).toMatchObject({ encrypted: true });
    await expect(cloud.objects(region, 'no-such-bucket').bucket()).rejects.toMatchObject({
      code: 'cloud.bucket-missing',
    });
  });
});

describe('images', () => {
  test('a dry run resolves only when ECS would accept', async () => {
    await putObject(cloud, 'dry.raw', Buffer.alloc(1_048_576, 1));
    const images = cloud.images(region);
    const disks = [{ bucket, key: 'dry.raw', format: 'raw', sizeGiB: 40 } as const];
    await images.dryRun({ form, disks, clientToken: 'dry' });
    const missing = [{ bucket, key: 'nothing.raw', format: 'raw', sizeGiB: 40 } as const];
    await expect(images.dryRun({ form, disks: missing, clientToken: 'dry' })).rejects.toMatchObject({
      code: 'cloud.object-missing',
      facts: { bucket, key: 'nothing.raw' },
    });
    const elsewhere = [{ bucket: 'migration-demo-shanghai', key: 'x.raw', format: 'raw', sizeGiB: 40 } as const];
    await expect(images.dryRun({ form, disks: elsewhere, clientToken: 'dry' })).rejects.toMatchObject({
      code: 'cloud.bucket-elsewhere',
    });
    expect(await images.findByName(form.name)).toBeUndefined();
  });

  test('an import shows while it runs, never starts twice, and can be stopped', async () => {
    await withFaults({ timetable: { importMs: 3_600_000 } }, async (other) => {
      await putObject(other, 'web01.raw', randomBytes(512));
      const images = other.images(region);
      const request = {
        form,
        disks: [{ bucket, key: 'web01.raw', format: 'raw', sizeGiB: 40 } as const],
        clientToken: 'once-only',
      };
      const { imageId, taskId } = await images.importImage(request);
      expect(await images.importImage(request)).toEqual({ imageId, taskId });
      expect(await images.task(taskId)).toMatchObject({ at: 'processing', cancellable: true });
      expect(await images.image(imageId)).toMatchObject({ imageId, name: 'web01', status: 'Creating' });
      await expect(images.importImage({ ...request, clientToken: 'other' })).rejects.toMatchObject({
        code: 'cloud.image-name-taken',
        facts: { name: 'web01' },
      });
      await images.cancelTask(taskId);
      await images.cancelTask(taskId);
      expect((await images.task(taskId)).at).not.toBe('finished');
      await images.removeImage(imageId);
      expect(await images.image(imageId)).toBeUndefined();
    });
  });

  test('a finished import is checked, and the findings fall into the three groups', async () => {
    await withFaults({ timetable: { importMs: 0, checkMs: 0 } }, async (other) => {
      await putObject(other, 'empty.raw', Buffer.alloc(1_048_576));
      const images = other.images(region);
      const disks = [{ bucket, key: 'empty.raw', format: 'raw', sizeGiB: 40 } as const];
      const { imageId, taskId } = await images.importImage({ form, disks, clientToken: 'checked' });
      expect(await images.task(taskId)).toEqual({ at: 'finished' });
      const image = await images.findByName(form.name);
      expect(image).toMatchObject({ imageId, status: 'Available', percent: 100, check: { at: 'finished' } });
      const items = image?.check?.at === 'finished' ? image.check.items : [];
      expect(items).toContainEqual({
        name: 'GUESTOS.Platform',
        value: 'CentOS',
        group: 'no-risk',
        riskCode: '',
      });
      expect(items).toContainEqual({
        name: 'GUESTOS.SystemImage',
        value: 'no partition table and no boot sector',
        group: 'strongly-recommended',
        riskCode: 'SystemImage.NotBootable',
      });
    });
  });

  test("a failed import gives the service's own reason", async () => {
    await withFaults({ timetable: { importMs: 0 } }, async (other) => {
      await putObject(other, 'not-really.qcow2', Buffer.alloc(1_048_576));
      const images = other.images(region);
      const disks = [{ bucket, key: 'not-really.qcow2', format: 'qcow2', sizeGiB: 40 } as const];
      const { taskId } = await images.importImage({ form, disks, clientToken: 'failing' });
      const task = await images.task(taskId);
      expect(task).toMatchObject({ at: 'failed', code: expect.stringMatching(/^Invalid/) as string });
      expect(task.at === 'failed' && task.message).not.toBe('');
    });
  });

  test('without the role the dry run says so', async () => {
    await withFaults({ world: { roleMissing: true } }, async (other) => {
      await putObject(other, 'disk.raw', Buffer.alloc(512));
      const disks = [{ bucket, key: 'disk.raw', format: 'raw', sizeGiB: 40 } as const];
      await expect(other.images(region).dryRun({ form, disks, clientToken: 'x' })).rejects.toMatchObject({
        code: 'account.role-missing',
      });
    });
  });
});

describe('the line', () => {
  test('reads survive a passing error; what is no repeatable call does not try again', async () => {
    const unavailable = { status: 503, code: 'ServiceUnavailable' };
    await withFaults(
      {
        rules: [
          { match: { service: 'sts' }, times: 1, fault: unavailable },
          { match: { service: 'oss', action: 'GetBucketInfo' }, times: 1, fault: { html: 502 } },
          { match: { service: 'oss', action: 'InitiateMultipartUpload' }, times: 1, fault: unavailable },
        ],
      },
      async (other) => {
        expect((await other.identity()).accountId).not.toBe('');
        expect((await other.objects(region, bucket).bucket()).region).toBe(region);
        await expect(other.objects(region, bucket).beginUpload('x')).rejects.toMatchObject({
          code: 'cloud.unavailable',
          facts: { status: 503, code: 'ServiceUnavailable' },
        });
      },
    );
  });

  test('nobody there, and somebody else there, are told apart', async () => {
    const credentials = { accessKeyId: 'someone', accessKeySecret: 'some-secret' };
    const portal = createServer((_, answer) => answer.end('<html><body>Please sign in</body></html>'));
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
    const caught = openAlibaba(credentials, { kind: 'practice', url });
    await Promise.all([
      expect(caught.identity()).rejects.toMatchObject({ code: 'network.not-the-cloud' }),
      expect(caught.objects(region, bucket).beginUpload('x')).rejects.toMatchObject({
        code: 'network.not-the-cloud',
        facts: { status: 200, said: '<html><body>Please sign in</body></html>' },
      }),
    ]);
    await new Promise((resolve) => portal.close(resolve).closeAllConnections());
    const nobody = openAlibaba(credentials, { kind: 'practice', url });
    await Promise.all([
      expect(nobody.identity()).rejects.toMatchObject({
        code: 'network.unreachable',
        facts: { reason: 'ECONNREFUSED' },
      }),
      expect(nobody.objects(region, bucket).bucket()).rejects.toMatchObject({ code: 'network.unreachable' }),
    ]);
  });

  test('a cancelled question is no longer waited for', async () => {
    await withFaults({ rules: [{ match: {}, fault: { stall: true } }] }, async (other) => {
      const stop = new AbortController();
      const asked = [other.identity(stop.signal), other.buckets(stop.signal)];
      stop.abort(new Error('enough'));
      await Promise.all(asked.map((answer) => expect(answer).rejects.toThrow('enough')));
    });
  });
});
