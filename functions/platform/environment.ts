import type { Settings } from '../../shared/settings.ts';

/** The environment of a function, as the stack sets it: the only place that reads it. */
const read = (name: string): string => {
  const value = process.env[name];
  if (!value)
    throw new Error(`The environment variable ${name} is not set; the stack sets it for every function.`);
  return value;
};

/** Read when asked for, so that a function needs only what it uses. */
export const environment = {
  get table() {
    return read('TABLE_NAME');
  },
  get stream() {
    return read('STREAM_NAME');
  },
  get bucket() {
    return read('BUCKET_NAME');
  },
  get workgroup() {
    return read('WORKGROUP');
  },
  get licenseSecret() {
    return read('LICENSE_SECRET_ARN');
  },
  get proofSecret() {
    return read('PROOF_SECRET_ARN');
  },
  get api() {
    return read('API_URL');
  },
  get stack() {
    return read('STACK');
  },
  get landingDays() {
    return Number(read('LANDING_DAYS'));
  },
  get refreshBytes() {
    return Number(read('REFRESH_BYTES'));
  },
  get retentionMonths() {
    return Number(read('RETENTION_MONTHS'));
  },
  get logDays() {
    return Number(read('LOG_DAYS'));
  },
  /** Where this runs, as Lambda says it. */
  get region() {
    return read('AWS_REGION');
  },
  get vendor() {
    return JSON.parse(read('VENDOR')) as Settings['vendor'];
  },
  /** The throttle directive; there is none unless the vendor sets one. */
  get next() {
    return process.env.NEXT ? (JSON.parse(process.env.NEXT) as Settings['next']) : undefined;
  },
};
