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
};
