import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { AthenaClient } from '@aws-sdk/client-athena';
import { finish, literal, results, start } from '../functions/platform/athena.ts';
import { deployment } from '../operator/deployment.ts';
import type { Posted } from './post.ts';

export type Load = Posted & { batch: number; events_per_second: number; rows: number };
export type Effort = { seconds: number; batch: number; atOnce: number };

const root = resolve(import.meta.dirname, '..');
const product = 'bench';

/** Posts to a local run made for it, from a second process, and counts what came to lie in `events`. */
export async function load({ seconds, batch, atOnce }: Effort): Promise<Load> {
  const data = mkdtempSync(join(tmpdir(), 'assent-load-'));
  const run = await localRun(data);
  try {
    const added = await node('cli/admin.ts', '--json', '--data', data, 'product', 'add', product);
    const { write_key } = JSON.parse(added);
    const posted: Posted = JSON.parse(
      await node('bench/post.ts', run.url, write_key, String(seconds), String(batch), String(atOnce)),
    );
    // What landed lately is delivered within a second.
    await new Promise((done) => setTimeout(done, 1500));
    await node('cli/refresh.ts', '--data', data);
    const rows = await stored(data);
    return { ...posted, batch, events_per_second: posted.accepted / posted.seconds, rows };
  } finally {
    await run.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function node(file: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, file), ...args]);
  return stdout;
}

async function localRun(data: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const args = [join(root, 'local', 'start.ts'), '--empty', '--port', '0', '--data', data];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'exit');
  };
  for await (const line of createInterface(child.stdout)) {
    const [, url] = /^ready (http:.*)$/.exec(line) ?? [];
    if (url) return { url, stop };
  }
  throw new Error('The local run did not start: see what "npm start" says.');
}

async function stored(data: string): Promise<number> {
  const { aws, outputs } = await deployment({ data });
  const client = new AthenaClient(aws);
  const sql = "SELECT count(*) AS n FROM events WHERE product = ? AND event_name <> 'consent_decided'";
  const workgroup = outputs.ReportsWorkgroup as string;
  const id = await start(client, { sql, parameters: [literal(product)], workgroup });
  await finish(client, id);
  return (await results(client, id)).rows[0]?.n as number;
}
