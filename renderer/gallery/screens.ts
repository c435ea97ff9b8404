/** Every screen of the gallery by name. */
import type { Screen } from './state.ts';
import { frame, migrations } from './states/frame.ts';
import { images, moves, oneImage } from './states/images.ts';
import { pieces } from './states/pieces.tsx';
import { accounts, handOff, learn, settings } from './states/rooms.ts';
import { finish, run } from './states/running.ts';
import { assess, check, disks, prepare, targetStep } from './states/steps.ts';

export const screens: Readonly<Record<string, Screen>> = {
  frame,
  migrations,
  assess,
  prepare,
  disks,
  check,
  target: targetStep,
  run,
  finish,
  images,
  image: oneImage,
  moves,
  accounts,
  settings,
  learn,
  'server-migration': handOff,
  pieces,
};
