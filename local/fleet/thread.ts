import { parentPort, workerData } from 'node:worker_threads';
import { send } from './send.ts';

/** Sends the fleet from a thread of its own, so that the clients do not slow the server down. */
const { url, keys, start, share } = workerData;
await send(url, keys, start, (...counts) => parentPort?.postMessage(counts), share);
