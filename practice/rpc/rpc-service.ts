/** The front of ECS, VPC, RAM, STS and Resource Management: one URL, told apart by `x-acs-version` and `x-acs-action`, answers in JSON. */
import {
  CloudError,
  newRpcRequestId,
  parseQuery,
  readBody,
  type Answer,
  type Call,
  type Operation,
  type ServiceName,
} from '../http/exchange.ts';
import type { Caller } from '../world/caller.ts';
import type { Faults } from '../world/faults.ts';
import { checkRight } from '../world/rights.ts';
import type { World } from '../world/world.ts';
import { authorizeRpc, type Nonces } from './authorize-rpc.ts';
import { readParameterSignature } from './rpc-signature.ts';
import { readAcs3 } from './signature-acs3.ts';

export interface RpcRequest {
  readonly parameters: ReadonlyMap<string, string>;
  readonly caller: Caller;
}
/** Resolves to the answer without its `RequestId`. */
export type RpcAction = (request: RpcRequest) => Promise<Record<string, unknown>> | Record<string, unknown>;
export type RpcActions = Readonly<Record<string, RpcAction>>;

const versions = new Map<string, Exclude<ServiceName, 'oss'>>([
  ['2014-05-26', 'ecs'],
  ['2015-05-01', 'ram'],
  ['2015-04-01', 'sts'],
  ['2016-04-28', 'vpc'],
  ['2020-03-31', 'resourcemanager'],
]);

const isForm = ({ headers }: Call): boolean =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

/** The action is named in a header, in the query, or in a form, which is posted to the root. */
export const isRpc = (call: Call): boolean =>
  call.headers['x-acs-action'] !== undefined ||
  call.query.has('Action') ||
  (call.method === 'POST' && call.path === '/' && isForm(call) && !call.query.has('delete'));

export function rpcService(
  world: World,
  faults: Faults,
  now: () => number,
  services: Readonly<Record<Exclude<ServiceName, 'oss'>, RpcActions>>,
): (call: Call) => Promise<Operation> {
  const nonces: Nonces = new Map();
  return async (call) => {
    const requestId = newRpcRequestId();
    // a header names the action at once; else it may stand in the form, which is short
    const early = call.headers['x-acs-action'] === undefined ? await readBody(call.body, mostBytes) : undefined;
    const known = early === undefined ? call.query : parametersOf(call, early);
    const version = call.headers['x-acs-version'] ?? known.get('Version') ?? '';
    const action = call.headers['x-acs-action'] ?? known.get('Action') ?? '';
    const service = versions.get(version);
    const target = { service: service ?? 'ecs', action };
    return {
      target,
      requestId,
      refuse: (error) =>
        json(error.status, requestId, {
          RequestId: requestId,
          HostId: hostOf(target.service, call),
          Code: error.code,
          Message: error.message,
          Recommend: `https://api.alibabacloud.com/troubleshoot?q=${encodeURIComponent(error.code)}&product=${target.service}`,
        }),
      async run() {
        if (service === undefined)
          throw new CloudError(404, 'InvalidVersion', 'Specified parameter Version is not valid.');
        const actions = new Map(Object.entries(services[service]));
        const handler = actions.get(action);
        if (handler === undefined)
          throw new CloudError(
            404,
            'InvalidAction.NotFound',
            'Specified api is not found, please check your url and method.',
          );
        const body = early ?? (await readBody(call.body, mostBytes));
        const parameters = parametersOf(call, body);
        const signature = readAcs3(call, body) ?? readParameterSignature(call.method, parameters);
        const caller = authorizeRpc(signature, world, now(), nonces);
        checkRight(faults.switches, caller, target);
        return json(200, requestId, { RequestId: requestId, ...(await handler({ parameters, caller })) });
      },
    };
  };
}

/** Of a request's body. */
const mostBytes = 2 ** 20;

const parametersOf = (call: Call, body: Buffer): Map<string, string> =>
  new Map([...call.query, ...(isForm(call) ? parseQuery(body.toString('utf8'), true) : [])]);

const json = (status: number, requestId: string, body: Record<string, unknown>): Answer => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8', 'x-acs-request-id': requestId },
  body: JSON.stringify(body),
});

function hostOf(service: ServiceName, call: Call): string {
  const region = call.query.get('RegionId') ?? 'cn-hangzhou';
  return service === 'ram' || service === 'resourcemanager'
    ? `${service}.aliyuncs.com`
    : `${service}.${region}.aliyuncs.com`;
}

/** The value, or the refusal the RPC services have for a missing one. */
export function required(parameters: ReadonlyMap<string, string>, name: string): string {
  const value = parameters.get(name);
  if (value === undefined || value === '') {
    throw new CloudError(
      400,
      'MissingParameter',
      `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
    );
  }
  return value;
}

/** The page asked for of a list, as the services give it. */
export function pageOf<T>(
  parameters: ReadonlyMap<string, string>,
  found: readonly T[],
  mostOnPage: number,
): { page: readonly T[]; numbers: { PageNumber: number; PageSize: number; TotalCount: number } } {
  const PageNumber = wholeNumber(parameters, 'PageNumber', 1, 1e6);
  const PageSize = wholeNumber(parameters, 'PageSize', 10, mostOnPage);
  const page = found.slice((PageNumber - 1) * PageSize, PageNumber * PageSize);
  return { page, numbers: { PageNumber, PageSize, TotalCount: found.length } };
}

/** `count` names more for a list, so that it has several pages. */
export const moreNames = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(4, '0')}`);

/** A page number or size within its bounds. */
export function wholeNumber(
  parameters: ReadonlyMap<string, string>,
  name: string,
  otherwise: number,
  max: number,
): number {
  const given = parameters.get(name);
  if (given === undefined || given === '') return otherwise;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1 || value > max) {
    throw new CloudError(400, 'InvalidParameter', `The specified parameter "${name}" is not valid.`);
  }
  return value;
}
