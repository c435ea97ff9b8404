/** Whether updates are installed that are known to break servers, or one is missing that drivers need. */
import { softwareText, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, absent, mayFail, none, passes, seen } from '../check.ts';

const bad = [5_009_624, 5_009_595, 5_009_546, 5_009_557, 5_009_555, 5_014_738, 5_014_702, 5_014_692, 5_014_678];
/** Since 2016 the registry lists an update by the build it makes; the builds are from Microsoft's update history. */
const badBuilds: Readonly<Record<string, string>> = {
  '14393.4886': 'KB5009546',
  '17763.2452': 'KB5009557',
  '20348.469': 'KB5009555',
  '14393.5192': 'KB5014702',
  '17763.3046': 'KB5014692',
  '20348.768': 'KB5014678',
};
const packagesKey = 'Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages';

export const hotfix: Check<WindowsGuest> = {
  rule: 'windows.hotfix',
  about: { effect: 'cannot-start', item: 'Hotfix', prepare: 'win-hotfixes', from: 'image-check' },
  async assess(guest) {
    const { tree, software } = guest;
    const version = await softwareText(guest, 'Microsoft\\Windows NT\\CurrentVersion', 'CurrentVersion');
    const names = await tree.attempt(async () => {
      const key = await software.hive?.key(packagesKey);
      return key === undefined ? undefined : (await software.hive?.subkeys(key))?.map(({ name }) => name);
    });
    if (names === undefined) return software.hive === undefined ? 'undecided' : 'not-applicable';
    const has = (kb: number): boolean => names.some((name) => name.includes(`KB${kb}~`) || name.includes(`KB${kb}_`));
    const byBuild = names.flatMap((name) => {
      const build = /^Package_for_RollupFix~.*~(\d+\.\d+)\./.exec(name)?.[1];
      return badBuilds[build ?? ''] ?? [];
    });
    const broken = [...new Set([...bad.filter(has).map((kb) => `KB${kb}`), ...byBuild])];
    if (broken.length > 0) return mayFail(seen(broken));
    // 2008 R2 takes no driver signed with SHA-2 without it
    if (version === '6.1' && !has(3_033_929)) return mayFail(absent('KB3033929'));
    return passes(none);
  },
};
