/** Which addresses may leave the window for the person's own browser: Alibaba's documents and consoles, by https. */

/** Hosts by name: objects in OSS have addresses under Alibaba's domains too, and anyone can write those. */
const hosts: ReadonlySet<string> = new Set([
  'www.alibabacloud.com',
  'account.alibabacloud.com',
  'ecs.console.alibabacloud.com',
  'oss.console.alibabacloud.com',
  'ram.console.alibabacloud.com',
  'smc.console.alibabacloud.com',
  'api.alibabacloud.com',
  'www.aliyun.com',
  'account.aliyun.com',
  'help.aliyun.com',
  'ecs.console.aliyun.com',
  'oss.console.aliyun.com',
  'ram.console.aliyun.com',
  'smc.console.aliyun.com',
  'api.aliyun.com',
]);

export const helpAddress = 'https://www.alibabacloud.com/help/en/ecs/user-guide/import-custom-images';

/** The address to open, spelled by us, or undefined when it may not be opened. */
export function outsideLink(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const allowed =
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    hosts.has(url.hostname);
  return allowed ? url.href : undefined;
}
