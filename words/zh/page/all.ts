/** All Chinese words of the page. */
import { accounts } from './accounts.ts';
import { assess } from './assess.ts';
import { check } from './check.ts';
import { disks } from './disks.ts';
import { handOff } from './hand-off.ts';
import { home } from './home.ts';
import { imageCheck } from './image-check.ts';
import { images } from './images.ts';
import { learn } from './learn.ts';
import { line } from './line.ts';
import { moves } from './moves.ts';
import { prepare } from './prepare.ts';
import { program } from './program.ts';
import { run } from './run.ts';
import { target } from './target.ts';
import { trial } from './trial.ts';
import { wizard } from './wizard.ts';

export const page = {
  ...accounts,
  ...assess,
  ...check,
  ...disks,
  ...handOff,
  ...home,
  ...imageCheck,
  ...images,
  ...learn,
  ...line,
  ...moves,
  ...prepare,
  ...program,
  ...run,
  ...target,
  ...trial,
  ...wizard,
};
