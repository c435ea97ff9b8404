/** The system's proxy: asked before the first request, again after a while, and never waited for without end. */
import { expect, test } from 'vitest';
import { fakeClock } from './clock.fake.ts';
import { openLine } from './line.ts';
import { systemProxy } from './system-proxy.ts';

const cloud = 'https://oss-cn-hangzhou.aliyuncs.com';

test('a request goes through what the system says, from the first one on', async () => {
  const asked: string[] = [];
  const system = systemProxy(async (origin) => {
    asked.push(origin);
    return 'PROXY proxy.example:3128; DIRECT';
  }, fakeClock());
  const line = openLine(() => ({ wish: { kind: 'system' }, environment: {} }), system);
  await Promise.all([line.ready(cloud), line.ready(cloud)]);
  expect(line.proxyName(cloud)).toBe('http://proxy.example:3128');
  expect(asked).toEqual([cloud]);
});

test('the environment goes before the system, and neither is asked for this machine itself', async () => {
  const system = systemProxy(async () => 'PROXY system.example:1', fakeClock());
  const environment = { HTTPS_PROXY: 'http://named.example:2' };
  const line = openLine(() => ({ wish: { kind: 'system' }, environment }), system);
  for (const origin of [cloud, 'http://127.0.0.1:80']) await line.ready(origin);
  expect(line.proxyName(cloud)).toBe('http://named.example:2');
  expect(line.proxyName('http://127.0.0.1:80')).toBeUndefined();
});

test('it is asked again after a while; a system that fails leaves the last answer', async () => {
  const clock = fakeClock();
  const answers = ['PROXY first.example:1', 'PROXY second.example:1'];
  const system = systemProxy(async () => {
    const next = answers.shift();
    if (next === undefined) throw new Error('no answer');
    return next;
  }, clock);
  await system.ready(cloud);
  expect(system.said(cloud)).toBe('PROXY first.example:1');
  for (let round = 0; round < 2; round++) {
    await clock.advance(61_000);
    await system.ready(cloud);
    expect(system.said(cloud)).toBe('PROXY second.example:1');
  }
});

test('a script that hangs holds nothing up', async () => {
  const clock = fakeClock();
  const system = systemProxy(() => new Promise(() => undefined), clock);
  const ready = system.ready(cloud);
  await clock.advance(6_000);
  await ready;
  expect(system.said(cloud)).toBeUndefined();
});
