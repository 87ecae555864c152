import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';

const command = join(import.meta.dirname, '..', 'cli', 'report.ts');

/** Answers with every report as a page: made anew by the command that anyone may run, one at a time. */
export function reportsPage(data: string): (response: ServerResponse) => Promise<void> {
  let underWay: Promise<Buffer> | undefined;
  const make = async () => {
    const folder = join(data, 'reports');
    const asked = ['--all', '--format', 'html', '--out', folder, '--data', data];
    await promisify(execFile)(process.execPath, [command, ...asked]);
    return readFile(join(folder, 'index.html'));
  };
  return async (response) => {
    underWay ??= make().finally(() => {
      underWay = undefined;
    });
    try {
      const page = await underWay;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    } catch (fault) {
      const { stderr = '', message } = fault as Error & { stderr?: string };
      response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end(stderr || message);
    }
  };
}
