/** What the real core says about Assess, Prepare and Learn: its pure functions, so that the gallery shows real texts. */
import type { Client } from '../../contract/calls.ts';
import type { PrepareRequest } from '../../contract/prepare.ts';
import { assess } from '../../main/core/prepare/assess/assess.ts';
import { captureGuide } from '../../main/core/prepare/capture/capture-guide.ts';
import { capturesFor } from '../../main/core/prepare/capture/capture-ways.ts';
import { checklistFor, osOrFail } from '../../main/core/prepare/checklist.ts';
import { checkScripts } from '../../main/core/prepare/results/check-scripts.ts';
import { shareRecipe } from '../../main/core/prepare/shares/share-recipe.ts';
import { learnPages, ruleViews } from '../../main/core/rules/learn.ts';
import { kitOf, osViews } from '../../main/core/rules/os-support.ts';
import type { Locale } from '../../words/format.ts';
import { wordsOf } from '../../words/words-of.ts';

const capturesOf = ({ from, os }: PrepareRequest, locale: Locale) =>
  capturesFor(from, kitOf(osOrFail(os)).os).map((way) => ({
    way,
    title: wordsOf(locale).prepare.captures[way].title,
  }));

export const coreAnswers: Partial<Client> = {
  'learn.systems': async ({ locale }) => osViews(wordsOf(locale).rules.osNotes),
  'learn.pages': async ({ locale }) => {
    const { rules } = wordsOf(locale);
    return { pages: learnPages(rules), rules: ruleViews(rules) };
  },
  'assess.judge': async ({ answers, locale }) => assess(answers, wordsOf(locale)),
  'prepare.checklist': async ({ request, locale }) => ({
    list: checklistFor(request, wordsOf(locale)),
    captures: capturesOf(request, locale),
  }),
  'prepare.capture': async ({ way, sizes, locale }) => captureGuide(way, sizes, wordsOf(locale).prepare),
  'prepare.share': async ({ form, locale }) => shareRecipe(form, wordsOf(locale).prepare),
  'prepare.script': async ({ name }) => ({ text: checkScripts[name] }),
};
