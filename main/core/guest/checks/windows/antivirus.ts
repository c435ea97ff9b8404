/** Whether a virus scanner other than Windows’ own is installed: some keep new drivers from starting. */
import type { WindowsGuest } from '../../facts/windows.ts';
import type { Check } from '../check.ts';
import { noneOf } from './services-left.ts';

export const antivirus: Check<WindowsGuest> = {
  rule: 'windows.antivirus',
  about: { effect: 'degraded', from: 'judgement' },
  assess: noneOf(`
    CSFalconService, SentinelAgent, SAVService, Sophos Endpoint Defense, McShield, mfefire, masvc,
    SepMasterService, ccSvcHst, AVP, avast! Antivirus, AVGSvc, ekrn, ds_agent, TmCCSF, ntrtscan, 360rp,
    ZhuDongFangYu, kxescore, QQPCRTP, bdredline, EPSecurityService, cyserver
  `),
};
