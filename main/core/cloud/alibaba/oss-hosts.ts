/** Under which host names OSS answers, by region and kind of endpoint (OSS: regions and endpoints). */
import type { OssDoor } from '../../../../contract/network.ts';
import type { Endpoint } from '../cloud.ts';

/** The bucket's own host. */
export function hostOf(region: string, door: OssDoor | undefined, bucket: string): string {
  return typeof door === 'object' ? door.domain : `${bucket}.${doorHost(region, door)}`;
}

/** Where ali-oss sends; it puts the bucket before it by itself. */
export function originOf(endpoint: Endpoint, region: string, door: OssDoor | undefined): string {
  if (endpoint.kind === 'practice') {
    const { protocol, port } = new URL(endpoint.url);
    return `${protocol}//127.0.0.1:${port}`;
  }
  return `https://${typeof door === 'object' ? door.domain : doorHost(region, door)}`;
}

function doorHost(region: string, door: Exclude<OssDoor, object> | undefined): string {
  if (door === 'internal') return `oss-${region}-internal.aliyuncs.com`;
  if (door === 'accelerate') return 'oss-accelerate.aliyuncs.com';
  if (door === 'accelerate-overseas') return 'oss-accelerate-overseas.aliyuncs.com';
  return `oss-${region}.aliyuncs.com`;
}
