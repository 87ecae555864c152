import { execFileSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

/** The machine's Chromium; without one the check is skipped (exit code 77). */
export async function launch(): Promise<Browser> {
  const executablePath = ['chromium', 'chromium-browser', 'google-chrome'].map(find).find(Boolean);
  if (!executablePath) {
    console.log('skipped there is no Chromium');
    process.exit(77);
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

function find(name: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`])
      .toString()
      .trim();
  } catch {
    return undefined;
  }
}
