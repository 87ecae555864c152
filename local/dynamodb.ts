import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import { guard } from './guard.ts';

/**
 * DynamoDB by dynalite, on disk, in a thread of its own: it is busy with every request. `ended` rejects when the
 * thread dies, as it does of damaged files, which it opens with the first call only. Once it is `kept`, a thread that
 * dies, of a full disk say, is followed by another on the same port, as soon as one can be.
 */
type DynamoDb = { url: string; ended: Promise<unknown>; keep: () => void; stop: () => Promise<void> };
type Thread = { port: number; worker: Worker; ended: Promise<unknown> };
/** How long after one that died the next is tried, in milliseconds. */
const pause = 500;

async function begin(folder: string, token: string, at = 0): Promise<Thread> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { folder, token, port: at } });
  const ended = once(worker, 'exit');
  const [port] = (await Promise.race([once(worker, 'message'), ended])) as [number];
  return { port, worker, ended };
}

export async function dynamodb(folder: string, token: string): Promise<DynamoDb> {
  let thread = await begin(folder, token);
  let stopped = false;
  const { port, ended } = thread;
  const keep = async () => {
    for (let said = 0; !stopped; ) {
      await thread.ended.catch(() => undefined);
      while (!stopped) {
        if (Date.now() - said > 60_000) console.error(died);
        said = Date.now();
        await sleep(pause);
        const next = await begin(folder, token, port).catch(() => undefined);
        if (next) {
          thread = next;
          break;
        }
      }
    }
  };
  return {
    url: `http://127.0.0.1:${port}`,
    ended,
    keep: () => void keep(),
    stop: async () => {
      stopped = true;
      thread.worker.postMessage('stop');
      await thread.ended.catch(() => undefined);
    },
  };
}
const died =
  'The local DynamoDB died, of a full disk perhaps: it is started again, and callers are answered 503.';

if (!isMainThread && workerData?.folder) {
  const server: Server = dynalite({ path: workerData.folder, createTableMs: 0 });
  guard(server, workerData.token);
  server.listen(workerData.port, '127.0.0.1', () =>
    parentPort?.postMessage((server.address() as AddressInfo).port),
  );
  server.on('error', (fault) => {
    throw fault;
  });
  parentPort?.once('message', () => {
    server.closeAllConnections();
    server.close(() => parentPort?.close());
  });
}
