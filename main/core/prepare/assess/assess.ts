/** Assess: from a few answers to a verdict with its reasons, the ways compared, and an estimate. Pure. */
import type { AssessAnswers, Assessment, Verdict } from '../../../../contract/assess.ts';
import { formDefaults } from '../../rules/os-support.ts';
import { scenarioOf } from '../../rules/scenarios.ts';
import { sourceOf } from '../../rules/sources.ts';
import { osOrFail, type Words } from '../checklist.ts';
import { assumptions, estimateOf } from './estimate.ts';
import { reasonsFor, type Reason } from './reasons.ts';
import { waysFor } from './ways.ts';

/** What is always true of some systems, or costs little, does not take the recommendation away. */
const light = new Set<Reason['id']>(['own-licence', 'window-unknown', 'data-disks', 'no-image-check']);

function verdictOf(reasons: readonly Reason[]): Verdict {
  if (reasons.some((reason) => reason.weight === 'against')) return 'another-way';
  return reasons.some((reason) => reason.weight === 'mind' && !light.has(reason.id)) ? 'possible' : 'recommended';
}

/** Fails with `asked.input-invalid` for an unknown operating system. */
export function assess(answers: AssessAnswers, words: Words): Assessment {
  const os = osOrFail(answers.os);
  const estimate = estimateOf(answers);
  const reasons = reasonsFor(answers, os, estimate);
  const verdict = verdictOf(reasons);
  const { kind, scenario } = scenarioOf[answers.from];
  const said = words.prepare.assess;
  return {
    verdict,
    headline: said.headlines[verdict],
    kind,
    scenario: words.rules.scenarios[scenario],
    reasons: reasons.map(({ id, weight, source }) => ({
      id,
      weight,
      ...said.reasons[id],
      source: sourceOf(source),
    })),
    ways: waysFor(answers, verdict, reasons, estimate).map((way) => ({ ...said.ways[way.way], ...way })),
    estimate: {
      phases: estimate.phases.map(({ phase, time }) => ({ phase, title: said.phases[phase], time })),
      perServer: estimate.perServer,
      allServers: estimate.allServers,
      complete: estimate.complete,
      uploadBytes: estimate.uploadBytes,
      stagingBytes: estimate.stagingBytes,
      assumptions: estimate.used.map((id) => ({
        id,
        text: said.assumptions[id](assumptions[id]),
        source: sourceOf(assumptions[id].from),
      })),
    },
    form: formDefaults(os),
  };
}
