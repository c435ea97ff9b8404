/** Keeps the memory taken from the system close to what the program uses. */
import { setFlagsFromString } from 'node:v8';

/**
 * Where objects come and go quickly, as in an upload of thousands of parts, V8 doubles the space for new ones again and
 * again, up to 128 MiB, and never gives it back. Kept at its first size it is only swept more often, which costs nothing
 * that can be measured: what core holds for long is bytes, and those lie elsewhere. For the whole process, from now on;
 * Node and Electron both leave V8's flags open after the start.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
