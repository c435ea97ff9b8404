/** Failures, and what stands inside them, said in English. */
import { sayIn } from '../said.ts';
import { details } from './details/all.ts';
import { failures } from './failures/all.ts';

export const say = sayIn(failures, details);
