/** Writes the recipe for a shared folder, both ends, from what was typed; refuses what cannot be, naming the field. */
import { Failure } from '../../../../contract/failure-error.ts';
import type { ShareForm, ShareRecipe } from '../../../../contract/prepare.ts';
import { commandBlock } from '../checklist.ts';
import type { PrepareWords } from '../../../../words/prepare-words.ts';
import { shareProblems } from './share-input.ts';
import { afterSteps, clientSteps, serverSteps, shareAddress, testSteps, type ShareStep } from './share-steps.ts'; // prettier-ignore

/**
 * Fails with `asked.input-invalid`, its problems `field: what is wrong` one a line. Names that pass are quoted
 * wherever they stand.
 */
export function shareRecipe(form: ShareForm, words: PrepareWords): ShareRecipe {
  const problems = shareProblems(form);
  if (problems.length > 0) {
    const lines = problems.map(({ field, problem }) => `${field}: ${words.shares.problems[problem]}`);
    throw new Failure('asked.input-invalid', { problems: lines.join('\n') });
  }
  const part = (id: ShareRecipe['parts'][number]['id'], steps: readonly ShareStep[]) => ({
    id,
    title: words.shares.parts[id],
    steps: steps.map((step) => {
      const said = words.shares.steps[step.id];
      return {
        title: said.title,
        blocks: [
          ...(said.text === undefined ? [] : [{ kind: 'text' as const, text: said.text }]),
          ...step.snippets.map((snippet) => commandBlock(snippet, words)),
        ],
      };
    }),
  });
  return {
    parts: [
      part('server', serverSteps(form)),
      part('client', clientSteps(form, false)),
      part('test', testSteps(form)),
      part('station', [{ id: 'station', snippets: [] }, ...clientSteps(form, true)]),
      part('afterwards', afterSteps(form)),
    ],
    address: shareAddress(form),
  };
}
