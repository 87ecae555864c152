/**
 * How every AWS client of ours is set up: give up early enough that the caller still gets our 503 instead of the
 * gateway's, which says nothing (the gateway waits 30 s, a function 20 s). Times in milliseconds.
 */
export const clientSettings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
};

/** All calls of one request together. */
const requestTime = 14_000;
/** One call of a function that serves no request, its tries included. */
const callTime = 60_000;

/** When the request under way must be answered: a function serves one at a time. */
let ends = Number.POSITIVE_INFINITY;
export const beginRequest = (): void => {
  ends = Date.now() + requestTime;
};

/**
 * The options of a call to AWS: it ends when the request must, whatever the service does. `requestTimeout` alone bounds
 * each try, and only until the answer's headers are there.
 */
export const withDeadline = (): { abortSignal: AbortSignal } => ({
  abortSignal: AbortSignal.timeout(Math.max(1, Math.min(callTime, ends - Date.now()))),
});

/** What proves that a service did its work; an answer without it is a fault, however well it was answered. */
export function proof<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Error(`The answer has no ${name}.`);
  return value;
}
