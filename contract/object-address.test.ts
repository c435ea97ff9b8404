import { expect, it } from 'vitest';
import type { Failure } from './failure-error.ts';
import { says } from '../words/say.ts';
import { parseObjectAddress } from './object-address.ts';

const hangzhou = { bucket: 'images', key: 'disks/web01.qcow2', region: 'cn-hangzhou' };
const nowhere = { ...hangzhou, region: undefined };
const query = '?Expires=1700000000&OSSAccessKeyId=TMP.key&Signature=abc%2Bd%3D&x-oss-process=x';

it.each([
  ['https://images.oss-cn-hangzhou.aliyuncs.com/disks/web01.qcow2', hangzhou],
  [`https://images.oss-cn-hangzhou.aliyuncs.com/disks/web01.qcow2${query}`, hangzhou],
  ['http://images.oss-cn-hangzhou.aliyuncs.com/disks%2Fweb01.qcow2', hangzhou],
  ['  images.oss-cn-hangzhou.aliyuncs.com/disks/web01.qcow2\n', hangzhou],
  ['https://images.oss-cn-hangzhou-internal.aliyuncs.com/disks/web01.qcow2', hangzhou],
  ['https://oss-cn-hangzhou.aliyuncs.com/images/disks/web01.qcow2', hangzhou],
  ['https://images.cn-hangzhou.oss.aliyuncs.com/disks/web01.qcow2', hangzhou],
  ['https://images.s3.oss-cn-hangzhou.aliyuncs.com/disks/web01.qcow2', hangzhou],
  ['https://images.oss-accelerate.aliyuncs.com/disks/web01.qcow2', nowhere],
  ['https://images.oss-accelerate-overseas.aliyuncs.com/disks/web01.qcow2', nowhere],
  ['oss://images/disks/web01.qcow2', nowhere],
  ['OSS://images/disks/web01.qcow2', nowhere],
  [
    'https://images.oss-ap-southeast-1.aliyuncs.com/%E9%95%9C%E5%83%8F/web%2001%2B.vhd',
    { bucket: 'images', key: '镜像/web 01+.vhd', region: 'ap-southeast-1' },
  ],
  ['oss://images/镜像/web 100%.raw', { bucket: 'images', key: '镜像/web 100%.raw', region: undefined }],
])('%s', (text, expected) => {
  expect(parseObjectAddress(text)).toEqual(expected);
});

it.each([
  ['', 'no URL'],
  ['oss://images', 'names no object'],
  ['https://images.oss-cn-hangzhou.aliyuncs.com/', 'names no object'],
  ['https://images.oss-cn-hangzhou.aliyuncs.com/folder/', 'names a folder'],
  ['https://example.com/web01.qcow2?Signature=secret', 'none of OSS'],
  ['https://images.oss-cn-hangzhou.aliyuncs.com.evil.example/a.raw', 'none of OSS'],
  ['ftp://images.oss-cn-hangzhou.aliyuncs.com/a.raw', 'neither https'],
  ['https://images.oss-cn-hangzhou.aliyuncs.com/%E0%A4%A', 'percent-encoding'],
  [`oss://images/${'长'.repeat(400)}`, 'not one OSS allows'],
])('refuses %s', (text, told) => {
  try {
    parseObjectAddress(text);
  } catch (error) {
    expect((error as Failure).code).toBe('asked.address-unreadable');
    expect(says.en.failure((error as Failure).view()).happened).toContain(told);
    expect(JSON.stringify((error as Failure).view())).not.toContain('secret');
    return;
  }
  expect.unreachable();
});
