/** What one line of the checklist is made of, before it is put into words. */
import type { ItemGroup, CaptureWay } from '../../../../contract/prepare.ts';
import type { SourcePlatform } from '../../../../contract/assess.ts';
import type { RuleId } from '../../rules/catalogue.ts';
import type { Kit, LinuxKit, WindowsKit } from '../../rules/kits.ts';
import type { OperatingSystem } from '../../rules/operating-systems.ts';
import { accessSnippets } from './linux-access.ts';
import { diskSnippets } from './linux-disks.ts';
import { networkSnippets } from './linux-network.ts';
import { systemSnippets } from './linux-system.ts';
import type { Snippet } from './snippet.ts';
import { windowsSnippets } from './windows.ts';

export const snippets = {
  ...accessSnippets,
  ...networkSnippets,
  ...diskSnippets,
  ...systemSnippets,
  ...windowsSnippets,
} satisfies Record<string, Snippet>;
export type SnippetId = keyof typeof snippets;

/** The server a checklist is for. */
export interface About<K extends Kit> {
  readonly os: OperatingSystem;
  readonly kit: K;
  readonly from: SourcePlatform;
  readonly capture: CaptureWay;
}

export interface Item<K extends Kit, Id extends string> {
  readonly id: Id;
  readonly group: ItemGroup;
  readonly weight: 'must' | 'should' | 'know';
  /** The rules behind it; the sources and differences shown come from them. */
  readonly rules: readonly RuleId[];
  /** Id of the check script's item that answers it. */
  readonly tick?: string;
  readonly applies?: (about: About<K>) => boolean;
  readonly how?: (about: About<K>) => readonly SnippetId[];
  readonly check?: (about: About<K>) => readonly SnippetId[];
}
export type LinuxItem<Id extends string = string> = Item<LinuxKit, Id>;
export type WindowsItem<Id extends string = string> = Item<WindowsKit, Id>;
