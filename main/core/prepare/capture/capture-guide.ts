/** Writes the guide to capturing one disk, with an estimate of size and time. */
import type { CaptureGuide, CaptureWay } from '../../../../contract/prepare.ts';
import { GiB, MiB } from '../../../../contract/limits.ts';
import { sourceOf } from '../../rules/sources.ts';
import { commandBlock } from '../checklist.ts';
import type { PrepareWords } from '../../../../words/prepare-words.ts';
import { captures } from './capture-ways.ts';

/** Sizes in GiB; without `usedGiB` the whole disk may be full. */
export interface CaptureSizes {
  readonly virtualGiB: number;
  readonly usedGiB?: number | undefined;
}

/** The guide in the words of one language. */
export function captureGuide(way: CaptureWay, sizes: CaptureSizes, words: PrepareWords): CaptureGuide {
  const { steps, file, rate, sources } = captures[way];
  const said = words.captures[way];
  const virtual = sizes.virtualGiB * GiB;
  const from = file === 'virtual' ? virtual : Math.min((sizes.usedGiB ?? sizes.virtualGiB * 0.3) * GiB, virtual);
  const to = file === 'virtual' ? virtual : Math.min((sizes.usedGiB ?? sizes.virtualGiB) * 1.1 * GiB, virtual);
  return {
    way,
    title: said.title,
    when: said.when,
    cold: said.cold,
    steps: steps.map(({ id, snippets }) => {
      const step = said.steps[id];
      return {
        title: step?.title ?? id,
        blocks: [
          ...(step === undefined ? [] : [{ kind: 'text' as const, text: step.text }]),
          ...snippets.map((snippet) => commandBlock(snippet, words)),
        ],
      };
    }),
    expect: [...said.expect],
    estimate: {
      bytes: { from: Math.round(from), to: Math.round(to) },
      // the source is read whole, or at least where it has data
      time: { fromMs: (from / (rate.fast * MiB)) * 1000, toMs: (to / (rate.slow * MiB)) * 1000 },
      assumption: words.captureAssumption(rate.slow, rate.fast),
    },
    sources: sources.map(sourceOf),
  };
}
