import * as $Ecs from '@alicloud/ecs20140526';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, openBench, sdkClients, type Bench } from '../test-help.ts';

const region = 'cn-hangzhou';
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

it('says who is calling, where ECS is, and what it does not know', async () => {
  const { sts, ecs: client } = sdkClients(bench.cloud);
  expect((await sts.getCallerIdentity()).body).toMatchObject({
    accountId: '1000000000000001',
    identityType: 'RAMUser',
  });
  const english = await client.describeRegions(new $Ecs.DescribeRegionsRequest({ acceptLanguage: 'en-US' }));
  expect(english.body?.regions?.region).toContainEqual(
    expect.objectContaining({ regionId: region, localName: 'China (Hangzhou)' }),
  );
  const unknown = client.describeZones(new $Ecs.DescribeZonesRequest({ regionId: region }));
  expect(await errorOf(unknown)).toMatchObject({ code: 'InvalidAction.NotFound', statusCode: 404 });
});

it('refuses a wrong key and a wrong secret', async () => {
  const { accessKeyId, accessKeySecret } = bench.cloud;
  const wrongKey = sdkClients(bench.cloud, {
    accessKeyId: 'Other',
    accessKeySecret,
  }).sts.getCallerIdentity();
  expect(await errorOf(wrongKey)).toMatchObject({ code: 'InvalidAccessKeyId.NotFound', statusCode: 404 });
  const wrongSecret = sdkClients(bench.cloud, {
    accessKeyId,
    accessKeySecret: 'other',
  }).sts.getCallerIdentity();
  expect(await errorOf(wrongSecret)).toMatchObject({ code: 'SignatureDoesNotMatch', statusCode: 400 });
});
