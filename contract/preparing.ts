/** What the wizard's first two steps keep in the draft: the answers as they were typed, fit or not, and the work on the checklist. */
import { assessAnswers, sourcePlatform } from './assess.ts';
import { captureWay, checkFindings, itemId, itemState, shareForm } from './prepare.ts';
import { imageForm } from './import-form.ts';
import { osForm } from './rules.ts';
import { z } from './schema.ts';

const typed = z.string().max(500);
const inside = assessAnswers.shape.inside.shape;

/** Assess. Numbers are kept as the text that was typed; `renderer/state/assess.ts` says what is wrong with it. */
export const assessDraft = z
  .strictObject({
    from: sourcePlatform,
    /** Id of a row of the operating systems, and what the import form takes from that row. */
    os: z.string().max(64),
    osForm,
    architecture: imageForm.shape.architecture,
    bootMode: imageForm.shape.bootMode,
    servers: typed,
    systemDiskGiB: typed,
    systemUsedGiB: typed,
    dataDisksGiB: typed,
    dataUsedGiB: typed,
    setUp: assessAnswers.shape.setUp,
    line: z.enum(['measured', 'typed', 'no']),
    mbitPerSecond: typed,
    windowHours: typed,
    liveData: z.boolean(),
    fileSystem: inside.fileSystem,
    lvm: inside.lvm,
    encrypted: inside.encrypted,
    networkCards: typed,
    ipv6: inside.ipv6,
  })
  .partial();
export type AssessDraft = z.infer<typeof assessDraft>;

/** Prepare. The server itself is what Assess was told. */
export const prepareDraft = z
  .strictObject({
    capture: captureWay,
    items: z.record(itemId, itemState),
    shares: shareForm,
    /** The last result file that was brought back. */
    result: z.strictObject({
      file: z.string().max(1000),
      tool: checkFindings.shape.tool,
      when: z.string().max(64),
      host: checkFindings.shape.host,
      /** Id of the operating system it is of, where that could be told. */
      os: z.string().max(64).optional(),
      /** Unknown names in it. */
      ignored: checkFindings.shape.ignored.max(300),
    }),
  })
  .partial();
export type PrepareDraft = z.infer<typeof prepareDraft>;
