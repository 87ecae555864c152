import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stackWith } from '../stack.ts';
import { type Local, local } from './local.ts';

const preflight = ({ url }: Local, origin: string) =>
  fetch(`${url}/v1/events`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-installation-secret',
    },
  });
const cors = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

test('a page of an origin that the settings name may call, and read retry-after; others may not', async () => {
  const started = await local({
    stack: stackWith({ corsOrigins: ['https://app.example.com'] }),
    schedules: false,
  });
  try {
    const asked = await preflight(started, 'https://app.example.com');
    expect([asked.status, cors(asked)]).toEqual([
      204,
      {
        'access-control-allow-origin': 'https://app.example.com',
        'access-control-allow-methods': 'GET,POST,PUT',
        'access-control-allow-headers': 'authorization,content-type,x-installation-secret',
        'access-control-expose-headers': 'retry-after',
        'access-control-max-age': '86400',
      },
    ]);
    expect(cors(await preflight(started, 'https://elsewhere.example'))).toEqual({});
    const reply = await fetch(`${started.url}/v1/health`, { headers: { origin: 'https://app.example.com' } });
    expect(cors(reply)).toEqual({
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-expose-headers': 'retry-after',
    });
  } finally {
    await started.stop();
    rmSync(started.data, { recursive: true, force: true });
  }
});

test('by default no page may', async () => {
  const started = await local({ schedules: false });
  try {
    expect(cors(await preflight(started, 'https://app.example.com'))).toEqual({});
  } finally {
    await started.stop();
    rmSync(started.data, { recursive: true, force: true });
  }
});
