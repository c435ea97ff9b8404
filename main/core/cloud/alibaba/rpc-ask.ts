/** Services of which we need so little that their SDK is not worth its thousands of files: the SDKs' common core asks them by name. */
import type { z } from '../../../../contract/schema.ts';
import { loadCore, sdkAsker, sdkClient } from './sdk.ts';
import type { Wiring } from './wiring.ts';

interface RpcWish {
  readonly service: 'vpc' | 'resourcemanager';
  readonly version: string;
  readonly action: string;
  readonly region: string;
  readonly query: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** VPC's oldest region has no name of its own in the host; Resource Management is one for all regions. */
function hostOf({ service, region }: RpcWish): string {
  return service === 'vpc' && region !== 'cn-hangzhou' ? `vpc.${region}.aliyuncs.com` : `${service}.aliyuncs.com`;
}

/** The answer's body, read with `answer`. For reads only: it is tried again. */
export async function askRpc<A extends z.ZodType>(wiring: Wiring, wish: RpcWish, answer: A): Promise<z.output<A>> {
  const { address } = wiring;
  const host = address.kind === 'practice' ? new URL(address.url).host : hostOf(wish);
  const { default: Client, $OpenApiUtil } = await loadCore();
  const params = new $OpenApiUtil.Params({
    action: wish.action,
    version: wish.version,
    protocol: 'HTTPS',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  const call = { action: `${wish.service}:${wish.action}`, about: { region: wish.region } };
  return sdkAsker(host, wiring).ask({ ...call, signal: wish.signal, repeatable: true }, async () => {
    const client = await sdkClient(Client, wiring, wish.region);
    client._endpoint = host;
    const request = new $OpenApiUtil.OpenApiRequest({ query: { ...wish.query } });
    const { body } = (await client.callApi(params, request, {} as never)) as { body: unknown };
    return answer.parse(body);
  });
}
