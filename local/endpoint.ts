import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './athena.ts';
import type { Outcome } from './lambda.ts';
import { S3 } from './s3.ts';

/** Answers the calls of one AWS service; throws a Refusal to answer with an error of that service. */
type Service = (operation: string, input: never) => object | Promise<object>;
/**
 * A call made to fail: an error of the service; a connection cut before the call does its work, after it, or within its
 * answer; headers after which nothing comes; an answer that is not the whole truth, or none that can be read; or the
 * call so many milliseconds late, which does its work all the same.
 */
export type Fault =
  | { type: string; status: number }
  | 'cut'
  | 'cut after'
  | 'cut within'
  | 'stall'
  | { body: object }
  | { text: string }
  | { late: number };

export type Endpoint = {
  /** By the prefix of `x-amz-target`. */
  services: Record<string, Service>;
  /** Services that are served elsewhere, by their URL. */
  forward: Record<string, string>;
  invoke: (name: string, event: unknown) => Promise<Outcome> | undefined;
  s3: S3;
  /** Decides on each call, `Firehose.PutRecord` say, whether it fails: for tests. */
  fault?: (call: string) => Fault | undefined;
};

/** One server for all AWS services, told apart as AWS's own protocols do. */
export function endpoint({ services, forward, invoke, s3, fault }: Endpoint): Server {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    // All other services are called by POST. S3's have the bucket in the path.
    const ofS3 = S3.operation(request.method, request.url);
    const target = ofS3 ?? String(request.headers['x-amz-target'] ?? '');
    const [prefix = '', operation = ''] = target.split('.');
    const service = prefix.replace(/_\d+$/, '');
    const fail = fault?.(`${service}.${operation}`);
    if (fail === 'cut') return request.socket.destroy();
    if (fail === 'stall') return response.writeHead(200, { 'content-length': 100 }).flushHeaders();
    if (fail === 'cut after') response.end = () => request.socket.destroy() as never;
    if (fail === 'cut within') cutWithin(response);
    const bytes = await read(request);
    if (typeof fail === 'object') {
      if ('late' in fail) await sleep(fail.late);
      else if ('body' in fail) return answer(response, 200, fail.body);
      else if ('text' in fail) return response.writeHead(200).end(fail.text);
      else return refuse(response, fail.status, fail.type, 'A fault made for a test');
    }
    if (ofS3) {
      const { status, body } = s3.call(ofS3, request.url ?? '', bytes);
      return response.writeHead(status).end(body);
    }
    const body = bytes.toString();
    const elsewhere = forward[service];
    if (elsewhere) return pass(elsewhere, request, body, response);
    const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(request.url ?? '') ?? [];
    if (name)
      return answerInvoke(response, await invoke(decodeURIComponent(name), JSON.parse(body || 'null')));
    const call = services[service];
    if (!call) return refuse(response, 404, 'UnknownOperationException', `${target} is not served locally`);
    try {
      answer(response, 200, await call(operation, JSON.parse(body) as never));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(response, 400, error.name, error.message);
    }
    return undefined;
  };
  return createServer((request, response) => {
    // A caller that hung up is told nothing; anything else is a service that fails, as AWS's may.
    serve(request, response).catch((fault: Error) => {
      if (request.destroyed || response.headersSent) return response.destroy();
      console.error(
        `The local stand-in for AWS failed (${(fault as NodeJS.ErrnoException).code ?? fault.name}).`,
      );
      return refuse(response, 500, 'InternalFailure', 'The local service failed');
    });
  });
}

/** Lets half of the answer's body out, under the length of the whole. */
function cutWithin(response: ServerResponse): void {
  const { end } = response;
  response.end = ((body: string | Buffer) => {
    response.setHeader('content-length', Buffer.byteLength(body));
    response.write(Buffer.from(body).subarray(0, Buffer.byteLength(body) / 2), () => response.destroy());
    return response;
  }) as typeof end;
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function pass(url: string, { headers }: IncomingMessage, body: string, response: ServerResponse) {
  const kept = ['x-amz-target', 'content-type', 'authorization', 'x-amz-date'];
  const answered = await fetch(url, {
    method: 'POST',
    headers: Object.fromEntries(kept.map((name) => [name, String(headers[name])])),
    body,
  });
  const text = await answered.text();
  response.writeHead(answered.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
}

function answer(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers })
    .end(JSON.stringify(json));
}

const refuse = (response: ServerResponse, status: number, type: string, message: string) =>
  answer(response, status, { __type: type, message }, { 'x-amzn-errortype': type });

function answerInvoke(response: ServerResponse, outcome: Outcome | undefined): void {
  if (!outcome) refuse(response, 404, 'ResourceNotFoundException', 'There is no such function');
  else if ('fault' in outcome) answer(response, 200, outcome.fault, { 'x-amz-function-error': 'Unhandled' });
  else answer(response, 200, outcome.result);
}
