/** Decides whether an OSS request is allowed, and which bucket and object it is about. */
import { timingSafeEqual } from 'node:crypto';
import { CloudError, type Call } from '../http/exchange.ts';
import { clockToleranceMs, findCaller, type Caller } from '../world/caller.ts';
import type { World } from '../world/world.ts';
import { possibleAddresses, type Address } from './address.ts';
import type { OssSignature } from './signature.ts';
import { readSignatureV1 } from './signature-v1.ts';
import { readSignatureV4 } from './signature-v4.ts';

export interface Authorized {
  readonly address: Address;
  /** Of a V4 signature. */
  readonly signRegion: string | undefined;
  /** Absent when the request is refused. */
  readonly caller: Caller | undefined;
  readonly refusal: CloudError | undefined;
}

/** Never throws for a bad signature: the refusal still needs the address for the journal and the fault rules. */
export function authorize(call: Call, world: World, now: number): Authorized {
  const addresses = possibleAddresses(
    call,
    world.state.buckets.map((bucket) => bucket.name),
  );
  const refused = (refusal: CloudError): Authorized => ({
    address: addresses[0],
    signRegion: undefined,
    caller: undefined,
    refusal,
  });

  const signature = readSignatureV4(call) ?? readSignatureV1(call);
  if (signature === undefined) {
    const malformed = call.headers['authorization'] !== undefined;
    return refused(
      malformed
        ? new CloudError(403, 'InvalidArgument', 'The Authorization header is malformed.', {
            EC: '0002-00000001',
          })
        : new CloudError(403, 'AccessDenied', 'You have no right to access this object because of bucket acl.', {
            EC: '0003-00000001',
          }),
    );
  }
  const caller = findCaller(world, signature.accessKeyId);
  if (caller === undefined) {
    return refused(
      new CloudError(403, 'InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist in our records.', {
        OSSAccessKeyId: signature.accessKeyId,
        EC: '0002-00000902',
      }),
    );
  }
  const timing = wrongTime(signature, now);
  if (timing !== undefined) return refused(timing);

  const address = addresses.find(({ bucket, key }) =>
    same(signature.signature, signature.sign(caller.secret, signature.stringToSign(bucket, key))),
  );
  if (address === undefined) return refused(wrongSignature(signature, addresses[0]));
  const settled = (refusal?: CloudError): Authorized => ({
    address,
    signRegion: signature.region,
    caller,
    refusal,
  });

  if (
    caller.kind === 'session' ? signature.securityToken !== caller.session.token : signature.securityToken !== undefined
  ) {
    return settled(
      new CloudError(403, 'InvalidSecurityToken', 'The security token you provided is invalid.', {
        EC: '0002-00000803',
      }),
    );
  }
  if (caller.kind === 'session' && now >= caller.session.expiresAt) {
    return settled(
      new CloudError(403, 'SecurityTokenExpired', 'The security token you provided has expired.', {
        EC: '0002-00000805',
      }),
    );
  }
  if (signature.region !== undefined && address.region !== undefined && signature.region !== address.region) {
    return settled(
      new CloudError(400, 'InvalidArgument', 'Invalid signing region in Authorization header.', {
        EC: '0002-00000226',
      }),
    );
  }
  return settled();
}

function wrongTime(signature: OssSignature, now: number): CloudError | undefined {
  if (signature.endsAt !== undefined && !(now < signature.endsAt)) {
    return new CloudError(403, 'AccessDenied', 'Request has expired.', {
      Expires: Number.isFinite(signature.endsAt) ? new Date(signature.endsAt).toISOString() : 'unreadable',
      ServerTime: new Date(now).toISOString(),
      EC: '0002-00000069',
    });
  }
  const { signedAt } = signature;
  if (signedAt === undefined) return undefined;
  if (Number.isNaN(signedAt)) {
    return new CloudError(403, 'AccessDenied', 'OSS authentication requires a valid Date.', {
      EC: '0002-00000201',
    });
  }
  const skewed =
    signature.endsAt === undefined ? Math.abs(now - signedAt) > clockToleranceMs : signedAt - now > clockToleranceMs;
  if (!skewed) return undefined;
  return new CloudError(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    {
      MaxAllowedSkewMilliseconds: String(clockToleranceMs),
      RequestTime: new Date(signedAt).toISOString(),
      ServerTime: new Date(now).toISOString(),
      EC: '0002-00000504',
    },
  );
}

const wrongSignature = (signature: OssSignature, address: Address): CloudError =>
  new CloudError(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    {
      OSSAccessKeyId: signature.accessKeyId,
      SignatureProvided: signature.signature,
      StringToSign: signature.stringToSign(address.bucket, address.key),
      EC: '0002-00000040',
    },
  );

function same(given: string, computed: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(computed)];
  return a.length === b.length && timingSafeEqual(a, b);
}
