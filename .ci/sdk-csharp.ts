import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, runner, walk } from './sdk-walk.ts';

/** Does what docs/sdk.md says of C#, from an empty folder, and looks for what the example did in the reports. */
const work = mkdtempSync(join(tmpdir(), 'assent-csharp-ci-'));
const folder = join(work, 'empty');
mkdirSync(folder);
const run = runner(work);

/** Where a busy machine took longer than the program waits, or the crash left its file: a later start sends the rest. */
function rest({ key, address }: { key: string; address: string }): void {
  const kept = join(work, 'state', 'hello-csharp', 'telemetry');
  const waiting = () => readdirSync(kept).filter((name) => /\.(?:open|ready|sending)$/.test(name));
  for (let tries = 0; waiting().length > 0; tries++) {
    if (tries === 9) throw new Error(`It never went: ${waiting()}`);
    rmSync(join(kept, 'sending'), { force: true });
    const hourAgo = Date.now() / 1000 - 3600;
    for (const name of waiting()) utimesSync(join(kept, name), hourAgo, hourAgo);
    run(`export ASSENT_KEY=${key} ASSENT_URL=${address}; mono Console.exe`, folder);
  }
}

try {
  await walk({ heading: 'C#', product: 'hello-csharp', work, folder, rest }, (rows) => {
    const features = rows('feature-adoption');
    expect(
      'draw is used',
      features.some(({ feature }) => feature === 'draw'),
      features,
    );
    const peaks = rows('license-peaks');
    expect('one seat at the peak', peaks.length === 1 && peaks[0]?.seats_peak === 1, peaks);
    const stability = rows('stability');
    const [{ sessions, failed_sessions } = {}] = stability;
    expect('one session failed of three or more', Number(sessions) >= 3 && failed_sessions === 1, stability);
  });
} finally {
  rmSync(work, { recursive: true, force: true });
}
