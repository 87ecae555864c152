/**
 * What AWS charges in us-east-1 without the free tier, in USD. `checked` is when the price was last read at AWS, or
 * undefined where it is written down from memory and has to be verified before anybody relies on it.
 */
export type Price = { usd: number; per: string; checked?: string };

/** Athena bills at least so many bytes of each statement. */
export const athenaLeast = 10 * 1024 ** 2;

const million = 1e6;
const GB = 1024 ** 3;

export const prices = {
  apiRequest: { usd: 1.0 / million, per: 'request in units of 512 KB, HTTP API', checked: '2026-11' },
  byteOut: { usd: 0.09 / GB, per: 'byte sent to the internet' },
  lambdaRequest: { usd: 0.2 / million, per: 'request' },
  lambdaSecond: { usd: 0.0000133334, per: 'GB-second, arm64' },
  storeRead: { usd: 0.125 / million, per: 'read request unit, on demand', checked: '2026-11' },
  storeWrite: { usd: 0.625 / million, per: 'write request unit, on demand', checked: '2026-11' },
  storeByteMonth: { usd: 0.25 / GB, per: 'byte kept a month' },
  backupByteMonth: { usd: 0.2 / GB, per: 'byte of the table that can be restored, a month' },
  firehoseByte: { usd: 0.029 / GB, per: 'byte in, each record rounded up to 5 KB' },
  objectPut: { usd: 0.005 / 1000, per: 'PUT or LIST' },
  objectGet: { usd: 0.0004 / 1000, per: 'GET' },
  objectByteMonth: { usd: 0.023 / GB, per: 'byte kept a month' },
  athenaByte: { usd: 5 / 1024 ** 4, per: 'byte scanned, at least 10 MB a statement' },
  logByte: { usd: 0.5 / GB, per: 'byte written' },
  alarmMonth: { usd: 0.1, per: 'alarm and month' },
  dashboardMonth: { usd: 3, per: 'dashboard and month' },
  metricMonth: { usd: 0.3, per: 'custom metric and month' },
  secretMonth: { usd: 0.4, per: 'secret and month' },
} as const satisfies Record<string, Price>;
