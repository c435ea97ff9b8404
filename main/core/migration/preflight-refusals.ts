/** Which of pre-flight's questions a refused dry run answers: each refusal is shown at the question it answers. */
import { Failure } from '../../../contract/failure-error.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { PreflightId } from './preflight-answers.ts';

const byFailure: Partial<Record<FailureCode, PreflightId>> = {
  'account.role-missing': 'role',
  'account.role-new': 'role',
  'account.role-unable': 'role',
  'account.oss-disabled': 'oss-activated',
  'account.in-arrears': 'oss-activated',
  'cloud.bucket-encrypted': 'bucket-encryption',
  'cloud.bucket-elsewhere': 'bucket-region',
  'cloud.image-name-taken': 'image-name',
  'cloud.quota-exceeded': 'image-quota',
  'cloud.resource-group-missing': 'resource-group',
  'cloud.region-unknown': 'region',
  'cloud.object-name-unfit': 'format',
  'cloud.licence-unfit': 'licence',
  'cloud.boot-mode-unfit': 'boot-mode',
  'cloud.platform-unfit': 'platform',
};
/** Where our own failure does not say enough, the service's code does. */
const byCode: readonly (readonly [RegExp, PreflightId])[] = [
  [/^InvalidOSSObject\.NeedRestore$/, 'storage-class'],
  [/^InvalidLicenseType\./, 'licence'],
  [/^InvalidBootMode\./, 'boot-mode'],
  [/^Invalid(Architecture|Platform|OSType)\./, 'platform'],
];

export function lineOf(error: unknown): PreflightId {
  if (!(error instanceof Failure)) return 'dry-run';
  const { code, facts } = error as Failure<FailureCode>;
  if (code === 'cloud.refused') {
    const said = 'code' in facts ? String(facts.code) : '';
    return byCode.find(([pattern]) => pattern.test(said))?.[1] ?? 'dry-run';
  }
  return byFailure[code] ?? 'dry-run';
}
