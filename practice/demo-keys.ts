/** The accounts of every practice world: the one that migrates, and a second one to share images with. Their keys are public on purpose: they open nothing but a practice cloud. */
export const practiceAccessKeyId = 'PracticeAccessKeyId';
export const practiceAccessKeySecret = 'PracticeAccessKeySecret';
export const practiceAccountId = '1000000000000001';
export const practiceUserId = '200000000000000001';
export const practiceUserName = 'practice';
export const secondAccessKeyId = 'PracticeSecondAccessKeyId';
export const secondAccessKeySecret = 'PracticeSecondAccessKeySecret';
export const secondAccountId = '1000000000000002';

/** Who the buckets and images belong to that must be in an account we hold no key of. */
export const strangerAccountId = '1000000000000099';
