/** Builds the checklist of one server from its operating system, platform and way of capture, in the words of one language. */
import type { Block, Checklist, ChecklistItem, PrepareRequest } from '../../../contract/prepare.ts';
import { itemGroups } from '../../../contract/prepare.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { say } from '../../../contract/said.ts';
import { rules, type RuleId } from '../rules/catalogue.ts';
import { findOs, kitOf } from '../rules/os-support.ts';
import type { Kit } from '../rules/kits.ts';
import type { OperatingSystem } from '../rules/operating-systems.ts';
import { sourceOf } from '../rules/sources.ts';
import type { RulesWords } from '../../../words/rules-words.ts';
import { snippets, type About, type Item, type SnippetId } from './items/item.ts';
import type { Snippet } from './items/snippet.ts';
import { linuxItems } from './items/linux-items.ts';
import { windowsItems } from './items/windows-items.ts';
import type { ItemWords, PrepareWords } from '../../../words/prepare-words.ts';

/** Everything a person reads comes from these two. */
export interface Words {
  readonly rules: RulesWords;
  readonly prepare: PrepareWords;
}

/** The operating system with this id. Fails with `asked.input-invalid` when there is none. */
export function osOrFail(id: string): OperatingSystem {
  const os = findOs(id);
  if (os === undefined) throw new Failure('asked.input-invalid', { problems: say('no-os', id) });
  return os;
}

/** A command as the page shows it, with how far it was tried. */
export function commandBlock(snippet: Snippet, words: PrepareWords): Block {
  const { shell, text, proof } = snippet;
  return {
    kind: 'commands',
    shell,
    text,
    proof: proof.how === 'run' ? proof : { how: proof.how, notRun: words.notRun[proof.because] },
  };
}

/** The documents behind these rules, each once, oldest rule first. */
function sourcesOf(ids: readonly RuleId[]): ChecklistItem['sources'] {
  const found = rules.filter((rule) => ids.some((id) => id === rule.id));
  const all = found.flatMap((rule) => ('today' in rule ? [rule.from, rule.today] : [rule.from]));
  return [...new Set(all)].map(sourceOf);
}

function differenceOf(ids: readonly RuleId[], words: RulesWords): ChecklistItem['differ'] {
  for (const id of ids) {
    const { says, today, weDo } = words.rules[id];
    if (today !== undefined && weDo !== undefined) return { older: says, today, weDo };
  }
  return undefined;
}

const text = (kind: 'text' | 'clicks', words: string | undefined): Block[] =>
  words === undefined ? [] : [{ kind, text: words }];

function itemView<K extends Kit>(item: Item<K, string>, said: ItemWords, about: About<K>, words: Words): ChecklistItem {
  const commands = (ids: readonly SnippetId[] | undefined): Block[] =>
    (ids ?? []).map((id) => commandBlock(snippets[id], words.prepare));
  const differ = differenceOf(item.rules, words.rules);
  return {
    id: item.id,
    group: item.group,
    weight: item.weight,
    title: said.title,
    why: said.why,
    how: [...text('text', said.how), ...commands(item.how?.(about)), ...text('clicks', said.clicks)],
    check: [...commands(item.check?.(about)), ...text('text', said.check)],
    ...(item.tick === undefined ? {} : { tick: item.tick }),
    sources: sourcesOf(item.rules),
    ...(differ === undefined ? {} : { differ }),
  };
}

function itemViews(os: OperatingSystem, request: PrepareRequest, words: Words): ChecklistItem[] {
  const kit = kitOf(os);
  const { from, capture } = request;
  if (kit.os === 'linux') {
    const about = { os, kit, from, capture };
    return linuxItems
      .filter((item) => item.applies?.(about) ?? true)
      .map((item) => itemView(item, words.prepare.linuxItems[item.id], about, words));
  }
  const about = { os, kit, from, capture };
  return windowsItems
    .filter((item) => item.applies?.(about) ?? true)
    .map((item) => itemView(item, words.prepare.windowsItems[item.id], about, words));
}

/** The checklist for this server. Fails with `asked.input-invalid` for an unknown operating system. */
export function checklistFor(request: PrepareRequest, words: Words): Checklist {
  const os = osOrFail(request.os);
  const items = itemViews(os, request, words);
  return {
    os: os.id,
    osName: os.name,
    capture: request.capture,
    script: kitOf(os).os === 'linux' ? 'check-linux.sh' : 'check-windows.ps1',
    groups: itemGroups
      .map((id) => ({
        id,
        title: words.prepare.groups[id],
        items: items.filter((item) => item.group === id),
      }))
      .filter((group) => group.items.length > 0),
  };
}
