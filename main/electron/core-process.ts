/** The program that Electron runs core in. */
import { openCore } from '../doors/open-core.ts';
import { serveCore } from './serve-core.ts';

serveCore(process.parentPort, openCore);
