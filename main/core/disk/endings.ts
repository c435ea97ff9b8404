/** Which names look like disks: for sorting a folder and for the system's file dialog. What a file is, its content decides. */
import { formats } from './formats/formats.ts';
import { packers } from './packers.ts';

const ofDisks = [...formats.flatMap(({ endings }) => endings), 'ova', 'ovf'];
const ofPacked = packers.flatMap(({ endings }) => endings);
const looks = new RegExp(`\\.(${ofDisks.join('|')})(\\.(${ofPacked.join('|')}))?$`, 'i');

/** A dialog knows the last ending alone, so it offers every packed file. */
export const diskEndings: readonly string[] = [...ofDisks, ...ofPacked];

export const looksLikeDisk = (name: string): boolean => looks.test(name);
