/** What a door that serves the contract needs of core. */
import type { Core } from '../core/compose.ts';

export type DoorCore = Omit<Core, 'migrations'>;
