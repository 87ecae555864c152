import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';

/**
 * DynamoDB by dynalite, on disk, in a thread of its own: it is busy with every request. `ended` rejects when the
 * thread dies, as it does of damaged files: it opens them with the first call only.
 */
type DynamoDb = { url: string; ended: Promise<unknown>; stop: () => Promise<void> };

export async function dynamodb(folder: string): Promise<DynamoDb> {
  const thread = new Worker(new URL(import.meta.url), { workerData: { folder } });
  const ended = once(thread, 'exit');
  const [port] = (await Promise.race([once(thread, 'message'), ended])) as [number];
  return {
    url: `http://127.0.0.1:${port}`,
    ended,
    stop: async () => {
      thread.postMessage('stop');
      await ended;
    },
  };
}

if (!isMainThread && workerData?.folder) {
  const server = dynalite({ path: workerData.folder, createTableMs: 0 });
  server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
  server.on('error', (fault) => {
    throw fault;
  });
  parentPort?.once('message', () => {
    server.closeAllConnections();
    server.close(() => parentPort?.close());
  });
}
