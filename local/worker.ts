import { parentPort, workerData } from 'node:worker_threads';

/** One instance of a function: loads its bundle and serves one event at a time, as Lambda's runtime does. */
const { handler } = await import(workerData.entry);
const context = {
  functionName: workerData.name,
  awsRequestId: '',
  getRemainingTimeInMillis: () => workerData.timeout,
};

parentPort?.on('message', async (event) => {
  try {
    parentPort?.postMessage({ result: (await handler(event, context)) ?? null });
  } catch (fault) {
    const { name, message } = fault as Error;
    // Lambda's runtime logs what a handler did not catch.
    console.error(`${name}: ${message}`);
    parentPort?.postMessage({ fault: { errorType: name, errorMessage: message } });
  }
});
