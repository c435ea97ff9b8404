/** Unguessable names. */
import { randomBytes, randomUUID } from 'node:crypto';

/** 128 bits, for things a page may ask for. */
export const newHandle = (): string => `h_${randomBytes(16).toString('base64url')}`;
const twelve = (): string => Array.from(randomBytes(12), (byte) => (byte % 36).toString(36)).join('');
export const newMigrationId = (): string => `mig-${twelve()}`;
export const newMoveId = (): string => `mov-${twelve()}`;
/** Idempotency token: at most 64 ASCII characters (ImportImage, ClientToken). */
export const newClientToken = (): string => randomUUID();
