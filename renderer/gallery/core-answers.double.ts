/** What the real core says about Assess, Prepare and Learn: its pure functions, so that the gallery shows real texts. */
import type { Client } from '../../contract/calls.ts';
import { assess } from '../../main/core/prepare/assess/assess.ts';
import { captureGuide } from '../../main/core/prepare/capture/capture-guide.ts';
import { capturesFor } from '../../main/core/prepare/capture/capture-ways.ts';
import { checklistFor, osOrFail } from '../../main/core/prepare/checklist.ts';
import { checkScripts } from '../../main/core/prepare/results/check-scripts.ts';
import { shareRecipe } from '../../main/core/prepare/shares/share-recipe.ts';
import { learnPages, ruleViews } from '../../main/core/rules/learn.ts';
import { kitOf, osViews } from '../../main/core/rules/os-support.ts';
import { languages, localeOf } from '../../words/locale.ts';

const wordsOf = (locale: string) => languages[localeOf([locale])].papers();

export const coreAnswers: Partial<Client> = {
  'learn.systems': async ({ locale }) => osViews((await wordsOf(locale)).rules.osNotes),
  'learn.pages': async ({ locale }) => {
    const { rules } = await wordsOf(locale);
    return { pages: learnPages(rules), rules: ruleViews(rules) };
  },
  'assess.judge': async ({ answers, locale }) => assess(answers, await wordsOf(locale)),
  'prepare.checklist': async ({ request, locale }) => {
    const words = await wordsOf(locale);
    const ways = capturesFor(request.from, kitOf(osOrFail(request.os)).os);
    return {
      list: checklistFor(request, words),
      captures: ways.map((way) => ({ way, title: words.prepare.captures[way].title })),
    };
  },
  'prepare.capture': async ({ way, sizes, locale }) => captureGuide(way, sizes, (await wordsOf(locale)).prepare),
  'prepare.share': async ({ form, locale }) => shareRecipe(form, (await wordsOf(locale)).prepare),
  'prepare.script': async ({ name }) => ({ text: checkScripts[name] }),
};
