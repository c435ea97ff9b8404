/** Under which host names OSS answers, by region and kind of endpoint (OSS: regions and endpoints). */
import type { OssEndpoint } from '../../../../contract/network.ts';
import type { CloudAddress } from '../cloud.ts';

/** The bucket's own host. */
export function hostOf(region: string, endpoint: OssEndpoint | undefined, bucket: string): string {
  return typeof endpoint === 'object' ? endpoint.domain : `${bucket}.${endpointHost(region, endpoint)}`;
}

/** Where ali-oss sends; it puts the bucket before it by itself. */
export function originOf(address: CloudAddress, region: string, endpoint: OssEndpoint | undefined): string {
  if (address.kind === 'practice') {
    const { protocol, port } = new URL(address.url);
    return `${protocol}//127.0.0.1:${port}`;
  }
  return `https://${typeof endpoint === 'object' ? endpoint.domain : endpointHost(region, endpoint)}`;
}

function endpointHost(region: string, endpoint: Exclude<OssEndpoint, object> | undefined): string {
  if (endpoint === 'internal') return `oss-${region}-internal.aliyuncs.com`;
  if (endpoint === 'accelerate') return 'oss-accelerate.aliyuncs.com';
  if (endpoint === 'accelerate-overseas') return 'oss-accelerate-overseas.aliyuncs.com';
  return `oss-${region}.aliyuncs.com`;
}
