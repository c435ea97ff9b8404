/** Shared folders: the recipe for both ends with a person's own names in it, and whether the folder can be reached from here. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ShareForm, ShareRecipe } from '../../../contract/prepare.ts';
import { fieldProblems, shareStart } from './shares.ts';
import { usePage } from '../../state/use-page.ts';
import { useLoaded } from '../../state/use-task.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Blocks } from './blocks.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useLocale, useWords } from '../../words/use-words.ts';
import { ReachTest } from './folder-reach.tsx';
import { ShareFields } from './share-fields.tsx';

export function SharePage({ wizard }: { wizard: Wizard }): ReactNode {
  const { prepare } = useWords();
  const page = usePage();
  const locale = useLocale();
  const kept = useStore(wizard.store, ({ draft }) => draft.prepare?.shares);
  const osType = useStore(wizard.store, ({ draft }) => draft.assess?.osForm?.osType ?? 'linux');
  const form = kept ?? shareStart(osType);
  const [loaded] = useLoaded(JSON.stringify([locale, form]), () =>
    page.actions.core()['prepare.share']({ form, locale }),
  );
  const failure = loaded.at === 'failed' ? loaded.failure : undefined;
  const problems = fieldProblems(failure);
  return (
    <>
      <section className="card" aria-labelledby="share">
        <h3 id="share">{prepare.shareTitle}</h3>
        <p className="quiet">{prepare.shareAbout}</p>
        <ShareFields
          form={form}
          problems={problems ?? {}}
          onChange={(shares: ShareForm) => wizard.setPrepare({ shares })}
        />
      </section>
      {loaded.at === 'known' && <Recipe recipe={loaded.value} />}
      {problems !== undefined && <p className="quiet">{prepare.shareOpen}</p>}
      {failure !== undefined && problems === undefined && <FailureNotice failure={failure} />}
      <ReachTest folder={form.client.mountAt} />
    </>
  );
}

function Recipe({ recipe }: { recipe: ShareRecipe }): ReactNode {
  const { prepare } = useWords();
  return (
    <>
      <p>
        {prepare.shareAddress} <code>{recipe.address}</code>
      </p>
      {recipe.parts.map((part) => (
        <section key={part.id} className="card" aria-labelledby={`share-${part.id}`}>
          <h3 id={`share-${part.id}`}>{part.title}</h3>
          <ol className="guide">
            {part.steps.map((step, index) => (
              <li key={index}>
                <h4>{step.title}</h4>
                <Blocks blocks={step.blocks} of={`${part.title}: ${step.title}`} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}
