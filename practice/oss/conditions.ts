/** OSS: requests that want an object only if it is, or is no longer, as they know it. Source: OSS API, GetObject and CopyObject. */
import { CloudError, type Call } from '../http/exchange.ts';
import type { StoredObject } from './manifests.ts';

/** `prefix` is empty for reads; for copies the conditions are about their source. */
export function checkConditions(call: Call, object: StoredObject, prefix: '' | 'x-oss-copy-source-' = ''): void {
  const given = (name: string): string | undefined => call.headers[`${prefix}if-${name}`];
  const names = (list: string): boolean =>
    list.split(',').some((one) => one.trim() === '*' || one.trim().replaceAll('"', '').toUpperCase() === object.etag);
  // HTTP knows times to the second
  const modified = Math.floor(object.modified / 1000) * 1000;
  const [match, noneMatch] = [given('match'), given('none-match')];
  const [since, notSince] = [Date.parse(given('modified-since') ?? ''), Date.parse(given('unmodified-since') ?? '')];
  if ((match !== undefined && !names(match)) || modified > notSince)
    throw new CloudError(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold.', {
      EC: '0026-00000054',
    });
  if ((noneMatch !== undefined && names(noneMatch)) || modified <= since)
    throw new CloudError(304, 'NotModified', 'The object was not modified.');
}
