/**
 * How every AWS client of ours is set up: give up early enough that the caller still gets our 503 instead of the
 * gateway's, which says nothing (the gateway waits 30 s, a function 20 s). Times in milliseconds.
 */
export const clientSettings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
};
