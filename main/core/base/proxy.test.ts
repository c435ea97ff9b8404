/** Which proxy a host is reached through: the person's wish, the environment, the system; and never by accident. */
import { describe, expect, test } from 'vitest';
import { proxyFor, proxyName, type ProxyChoice } from './proxy.ts';

const oss = 'https://b.oss-cn-hangzhou.aliyuncs.com';
const by = (environment: ProxyChoice['environment'], origin = oss): string | undefined =>
  proxyFor(origin, { wish: { kind: 'system' }, environment })?.href;

describe('the environment', () => {
  test.each([
    [{ HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
    [{ https_proxy: 'proxy:3128' }, 'http://proxy:3128/'],
    [{ ALL_PROXY: 'socks5://10.0.0.1:1080' }, 'socks5://10.0.0.1:1080'],
    [{ HTTP_PROXY: 'http://proxy:3128' }, undefined],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'localhost, .aliyuncs.com' }, undefined],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, undefined],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'aliyuncs.com:8443' }, 'http://p:1/'],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'liyuncs.com' }, 'http://p:1/'],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'aliyuncs.com:443' }, undefined],
    [{ HTTPS_PROXY: 'not a proxy at all' }, undefined],
    [{}, undefined],
  ])('%o leads to %s', (environment, proxy) => expect(by(environment)).toBe(proxy));

  test('is not asked about this very machine', () => {
    expect(by({ HTTP_PROXY: 'http://p:1', ALL_PROXY: 'http://p:1' }, 'http://127.0.0.1:8080')).toBeUndefined();
  });
});

describe('a wish', () => {
  const manual = { kind: 'manual', url: 'http://proxy:3128', user: 'an na' } as const;
  test('goes before the environment, with user and password, which are never shown', () => {
    const proxy = proxyFor(oss, {
      wish: manual,
      password: 'p@ss',
      environment: { HTTPS_PROXY: 'http://other:1' },
    });
    expect(proxy?.href).toBe('http://an%20na:p%40ss@proxy:3128/');
    expect(proxyName(proxy as URL)).toBe('http://proxy:3128');
  });
  test('makes exceptions, and may be for none at all', () => {
    expect(proxyFor(oss, { wish: { ...manual, except: '*.aliyuncs.com' }, environment: {} })).toBeUndefined();
    expect(proxyFor(oss, { wish: { kind: 'none' }, environment: { HTTPS_PROXY: 'http://p:1' } })).toBeUndefined();
  });
});

test('what a PAC file says counts where the environment says nothing', () => {
  const system = () => 'SOCKS gate:1080; DIRECT';
  expect(proxyFor(oss, { wish: { kind: 'system' }, environment: {}, system })?.href).toBe('socks5://gate:1080');
  const direct = () => 'DIRECT; PROXY p:1';
  expect(proxyFor(oss, { wish: { kind: 'system' }, environment: {}, system: direct })).toBeUndefined();
});
