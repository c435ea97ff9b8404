/** What OSS's operations are given and give back. */
import type { Answer, Call } from '../http/exchange.ts';
import type { Faults } from '../world/faults.ts';
import type { Bucket, World } from '../world/world.ts';
import type { Address } from './address.ts';
import type { ObjectStore } from './object-store.ts';

export interface OssParts {
  readonly world: World;
  readonly store: ObjectStore;
  readonly faults: Faults;
  now(): number;
  /** Told after an object was replaced or removed: an import may have been reading it. */
  onObjectGone(bucket: string, key: string): Promise<void>;
}

/** A request whose signature is good; `bucket` exists unless the action makes or lists buckets. */
export interface OssRequest {
  readonly call: Call;
  readonly address: Address;
  readonly signRegion: string | undefined;
  /** The account that asks. */
  readonly account: string;
}
export type OssAction = (request: OssRequest, bucket: Bucket) => Promise<Answer>;
export type AccountAction = (request: OssRequest) => Promise<Answer>;

export const xmlAnswer = (body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/xml', ...headers },
  body,
});
