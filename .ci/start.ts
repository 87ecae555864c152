import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `npm start` as a newcomer would, twice on the same data, and says how long it took: on two cores, a minute. */

const data = mkdtempSync(join(tmpdir(), 'assent-start-'));

function start(): Promise<{ seconds: number; out: string }> {
  const began = performance.now();
  // A group of its own, so that it can be interrupted as Ctrl-C does it: all of npm's processes at once.
  const child = spawn('npm', ['start', '--', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let out = '';
  let seconds = 0;
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (seconds || !/^ready http:\/\/127\.0\.0\.1:\d+$/m.test(out)) return;
      seconds = (performance.now() - began) / 1000;
      process.kill(-(child.pid as number), 'SIGINT');
    });
    child.on('exit', () =>
      seconds ? resolve({ seconds, out }) : reject(new Error(`It ended before it was ready:\n${out}`)),
    );
  });
}

const report = (out: string) => out.slice(out.indexOf('product'), out.indexOf('ready'));
const first = await start();
console.log(first.out, `ready after ${first.seconds.toFixed(1)} s`);
const second = await start();
console.log(`again after ${second.seconds.toFixed(1)} s`);
rmSync(data, { recursive: true, force: true });
if (report(first.out) !== report(second.out))
  throw new Error(`The second start shows other data:\n${second.out}`);
