/** The contract's calls of Assess, Prepare and Learn: one thin method each. */
import type { assessCalls } from '../../../contract/assess.ts';
import type { prepareCalls } from '../../../contract/prepare.ts';
import type { learnCalls } from '../../../contract/rules.ts';
import type { PrepareRequest } from '../../../contract/prepare.ts';
import type { Service } from '../../../contract/rpc.ts';
import { isoNow, type Clock } from '../base/clock.ts';
import { learnPages, ruleViews } from '../rules/learn.ts';
import { kitOf, osViews } from '../rules/os-support.ts';
import { assess } from './assess/assess.ts';
import { assessmentHtml, assessmentMarkdown } from './assess/assess-export.ts';
import { captureGuide, type CaptureSizes } from './capture/capture-guide.ts';
import { capturesFor } from './capture/capture-ways.ts';
import { checklistFor, osOrFail, type Words } from './checklist.ts';
import { knownHost } from './results/known-host.ts';
import { readResultFile } from './results/read-result.ts';
import { tickItems } from './results/tick.ts';
import { folderReach } from './shares/folder-reach.ts';
import { shareRecipe } from './shares/share-recipe.ts';
import { sheetHtml, sheetMarkdown, type SheetInput } from './sheet.ts';
import { languages, localeOf, type Locale } from '../../../words/locale.ts';

export interface PrepareServiceParts {
  readonly pathFor: (handle: string) => string;
  readonly clock: Clock;
}

async function spoken(tag: string): Promise<{ locale: Locale; words: Words }> {
  const locale = localeOf([tag]);
  return { locale, words: await languages[locale].papers() };
}

/** How long a share may take to answer before it counts as gone. */
const patienceMs = 10_000;

const capturesOf = (request: PrepareRequest, { prepare }: Words) =>
  capturesFor(request.from, kitOf(osOrFail(request.os)).os).map((way) => ({
    way,
    title: prepare.captures[way].title,
  }));

export function prepareService({
  pathFor,
  clock,
}: PrepareServiceParts): Service<typeof assessCalls & typeof learnCalls & typeof prepareCalls> {
  const sheetOf = (
    request: PrepareRequest,
    items: SheetInput['states'],
    sizes: CaptureSizes,
    words: Words,
  ): SheetInput => ({
    list: checklistFor(request, words),
    states: items,
    guide: captureGuide(request.capture, sizes, words.prepare),
  });

  return {
    'learn.systems': async ({ locale }) => osViews((await spoken(locale)).words.rules.osNotes),
    'learn.pages': async ({ locale }) => {
      const { rules } = (await spoken(locale)).words;
      return { pages: learnPages(rules), rules: ruleViews(rules) };
    },

    'assess.judge': async ({ answers, locale }) => assess(answers, (await spoken(locale)).words),
    'assess.export': async ({ answers, paper, locale: tag }) => {
      const { locale, words } = await spoken(tag);
      const write = paper === 'html' ? assessmentHtml : assessmentMarkdown;
      return { text: write(assess(answers, words), words.prepare, locale) };
    },

    'prepare.checklist': async ({ request, locale }) => {
      const { words } = await spoken(locale);
      return { list: checklistFor(request, words), captures: capturesOf(request, words) };
    },
    'prepare.capture': async ({ way, sizes, locale }) => captureGuide(way, sizes, (await spoken(locale)).words.prepare),
    'prepare.share': async ({ form, locale }) => shareRecipe(form, (await spoken(locale)).words.prepare),
    'prepare.reach': async ({ folder }) => folderReach(folder, patienceMs),
    // only when asked: the scripts are part of the bundle, which a core run from its sources has not got
    'prepare.script': async ({ name }) => ({
      text: (await import('./results/check-scripts.ts')).checkScripts[name],
    }),
    'prepare.readResult': async ({ result, request, items, locale }) => {
      const findings = await readResultFile(pathFor(result));
      const list = checklistFor(request, (await spoken(locale)).words);
      return {
        findings,
        items: tickItems(list, findings, items, isoNow(clock)),
        known: knownHost(findings),
      };
    },
    'prepare.sheet': async ({ request, items, sizes, paper, locale: tag }) => {
      const { locale, words } = await spoken(tag);
      const write = paper === 'html' ? sheetHtml : sheetMarkdown;
      return { text: write(sheetOf(request, items, sizes, words), words.prepare, locale) };
    },
  };
}
