/** What core asks of instances: what one can be made of, starting it, following it, releasing it. */

export interface InstanceTypeFacts {
  readonly id: string;
  readonly cores: number;
  readonly memoryGiB: number;
  /** Zones that have it in stock; none when it is sold out. */
  readonly zones: readonly string[];
}

export interface InstanceFacts {
  readonly instanceId: string;
  readonly name: string;
  readonly imageId: string;
  readonly status: string;
  readonly instanceType: string;
  readonly zone: string;
  readonly networkId: string;
  readonly osType: string;
  readonly publicIp: string;
  readonly privateIp: string;
}

/** How one signs in to a new instance. */
export type SignIn =
  | { readonly kind: 'inherit' }
  | { readonly kind: 'key-pair'; readonly keyPair: string }
  | { readonly kind: 'password'; readonly password: string };

export interface LaunchRequest {
  readonly imageId: string;
  readonly name: string;
  readonly instanceType: string;
  readonly vSwitchId: string;
  readonly securityGroupId: string;
  readonly diskCategory: string;
  /** Absent: what the image needs, at least ECS's own default. */
  readonly systemDiskGiB?: number | undefined;
  readonly publicAddress: boolean;
  readonly signIn: SignIn;
  /** The same token never starts a second instance. */
  readonly clientToken: string;
}

export interface InstanceService {
  /** Types the image runs on. */
  types(imageId: string, signal?: AbortSignal): Promise<InstanceTypeFacts[]>;
  diskCategories(zone: string, instanceType: string, signal?: AbortSignal): Promise<string[]>;
  networks(signal?: AbortSignal): Promise<{ id: string; name: string }[]>;
  switches(network: string, signal?: AbortSignal): Promise<{ id: string; name: string; zone: string }[]>;
  securityGroups(network: string, signal?: AbortSignal): Promise<{ id: string; name: string }[]>;
  keyPairs(signal?: AbortSignal): Promise<string[]>;
  /** Resolves when ECS would start it; also asks the stock. */
  dryRun(request: LaunchRequest, signal?: AbortSignal): Promise<void>;
  run(request: LaunchRequest, signal?: AbortSignal): Promise<{ instanceId: string }>;
  /** Undefined when there is no such instance (any more). */
  instance(instanceId: string, signal?: AbortSignal): Promise<InstanceFacts | undefined>;
  list(signal?: AbortSignal): Promise<InstanceFacts[]>;
  /** Releases it with its disks, running or not. Succeeds when it is gone already. */
  release(instanceId: string, signal?: AbortSignal): Promise<void>;
}
