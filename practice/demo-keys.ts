/** The one account of every practice world. Its keys are public on purpose: they open nothing but a practice cloud. */
export const practiceAccessKeyId = 'PracticeAccessKeyId';
export const practiceAccessKeySecret = 'PracticeAccessKeySecret';
export const practiceAccountId = '1000000000000001';
export const practiceUserId = '200000000000000001';
export const practiceUserName = 'practice';
