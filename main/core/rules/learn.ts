/** Builds the pages of Learn from the rules, in the words of one language. */
import type { LearnPage, RuleView } from '../../../contract/rules.ts';
import { rules } from './catalogue.ts';
import { ruleView } from './rule.ts';
import { glossaryEntries, stepEntries } from './scenarios.ts';
import { sourceOf } from './sources.ts';
import { tools, type Tool } from './tools.ts';
import type { RulesWords } from '../../../words/rules-words.ts';

/** Every rule with its words. */
export const ruleViews = (words: RulesWords): RuleView[] => rules.map((rule) => ruleView(rule, words.rules[rule.id]));

function toolText(tool: Tool, text: string, words: RulesWords): string {
  const instead = tools.find((each) => each.id === tool.instead);
  const parts = [text, words.toolStates[tool.state]];
  if (tool.state === 'retired' && instead !== undefined) parts.push(words.toolInstead(instead.name));
  return parts.join(' ');
}

/** The four pages: steps, tools, glossary, limits. */
export function learnPages(words: RulesWords): LearnPage[] {
  return [
    {
      topic: 'steps',
      title: words.topics.steps,
      entries: stepEntries.map(({ id, from }) => ({ id, ...words.steps[id], sources: from.map(sourceOf) })),
    },
    {
      topic: 'tools',
      title: words.topics.tools,
      entries: tools.map((tool) => ({
        id: tool.id,
        title: tool.name,
        text: toolText(tool, words.tools[tool.id], words),
        sources: [sourceOf(tool.from)],
      })),
    },
    {
      topic: 'glossary',
      title: words.topics.glossary,
      entries: glossaryEntries.map(({ id, from }) => ({
        id,
        ...words.glossary[id],
        sources: from.map(sourceOf),
      })),
    },
    {
      topic: 'limits',
      title: words.topics.limits,
      entries: rules.map((rule) => {
        const view = ruleView(rule, words.rules[rule.id]);
        return {
          id: rule.id,
          title: words.limitTitle(rule.id),
          text: [view.says, view.today?.says, view.weDo].filter((part) => part !== undefined).join(' '),
          sources: [view.source, ...(view.today === undefined ? [] : [view.today.source])],
        };
      }),
    },
  ];
}
