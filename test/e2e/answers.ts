import { request } from 'node:http';
import { expect } from 'vitest';
import { type RequestReason, requestReasons } from '../../shared/reasons.ts';

/** An answer as it came over the wire. */
export type Answered = { status: number; type: string; retryAfter: string | undefined; text: string };

/** Sends a request as it is, with headers that `fetch` would not send. */
export function send(
  url: string,
  method: string,
  headers: Record<string, string> = {},
  body: string | Uint8Array = '',
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) };
    const call = request(url, { method, headers: { ...headers, ...length } }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { 'content-type': type = '', 'retry-after': retryAfter } = response.headers;
      const text = Buffer.concat(chunks).toString();
      resolve({ status: response.statusCode ?? 0, type, retryAfter, text });
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** Holds an answer to the contract: problem+json with this reason, its status, and nothing else. */
export function expectProblem({ status, type, retryAfter, text }: Answered, reason?: RequestReason): void {
  const problem = JSON.parse(text);
  expect(Object.keys(problem).sort()).toEqual(['detail', 'reason', 'status', 'title', 'type']);
  expect(type).toBe('application/problem+json');
  if (reason) expect(problem.reason).toBe(reason);
  expect(requestReasons[problem.reason as RequestReason].status).toBe(status);
  expect(problem.status).toBe(status);
  if (status === 503) expect(Number(retryAfter)).toBeGreaterThan(0);
}
