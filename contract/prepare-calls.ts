/** What may be asked of Assess, Prepare and Learn. None of it needs an account or a network; `locale` chooses the words. */
import { assessAnswers, assessment } from './assess.ts';
import {
  captureGuide, captureWay, checkFindings, checklist, folderReach, prepareRequest, preparation, shareForm, shareRecipe,
} from './prepare.ts'; // prettier-ignore
import { imageForm } from './import-form.ts';
import { learnPage, osView, ruleView } from './rules.ts';
import { call } from './rpc.ts';
import { z } from './schema.ts';
import { handle } from './views.ts';
import { locale } from './locale.ts';

const spoken = z.strictObject({ locale });
/** A page for the browser and the printer, or text for a wiki. */
const paper = z.enum(['html', 'markdown']);
const text = z.strictObject({ text: z.string() });
const captureSizes = z.strictObject({
  virtualGiB: z.number().positive().max(1_000_000),
  usedGiB: z.number().nonnegative().max(1_000_000).optional(),
});
const items = preparation.shape.items;

export const prepareCalls = {
  /** The operating systems one can choose from. */
  'learn.systems': call(spoken, z.array(osView)),
  /** The pages of Learn, and every rule with what newer documents say instead. */
  'learn.pages': call(spoken, z.strictObject({ pages: z.array(learnPage), rules: z.array(ruleView) })),

  'assess.judge': call(spoken.extend({ answers: assessAnswers }), assessment),
  'assess.export': call(spoken.extend({ answers: assessAnswers, paper }), text),

  'prepare.checklist': call(
    spoken.extend({ request: prepareRequest }),
    z.strictObject({
      list: checklist,
      /** The ways to capture such a server, the usual one first. */
      captures: z.array(z.strictObject({ way: captureWay, title: z.string() })),
    }),
  ),
  'prepare.capture': call(spoken.extend({ way: captureWay, sizes: captureSizes }), captureGuide),
  /** Fails with `asked.input-invalid`, its problems `field: what is wrong`, one a line. */
  'prepare.share': call(spoken.extend({ form: shareForm }), shareRecipe),
  /** Tries a typed folder as `files.resolve` does, but never waits for a server that is gone. */
  'prepare.reach': call(z.strictObject({ folder: z.string().max(4_000) }), folderReach),
  /** A check script, to be read before it is saved. */
  'prepare.script': call(z.strictObject({ name: checklist.shape.script }), text),
  /** Reads a result file that was brought back, and ticks the items it answers. */
  'prepare.readResult': call(
    spoken.extend({ result: handle, request: prepareRequest, items }),
    z.strictObject({
      findings: checkFindings,
      items,
      /** What the file tells of the server; absent members it does not tell. */
      known: z.strictObject({
        os: z.string().optional(),
        bootMode: imageForm.shape.bootMode.optional(),
        architecture: imageForm.shape.architecture.optional(),
      }),
    }),
  ),
  'prepare.sheet': call(spoken.extend({ request: prepareRequest, items, sizes: captureSizes, paper }), text),
} as const;
