import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { deployment, type Where } from '../operator/deployment.ts';
import { main, program, Stop } from '../operator/program.ts';
import { isObject } from '../shared/catalog/validate.ts';
import { encodingOf } from '../shared/encoding.ts';

/** A line of the file: the body of `PUT /v1/consent` or `POST /v1/events`, with the credentials of its sender. */
type Line = { write_key?: string; installation_secret?: string; decision?: unknown } & Record<
  string,
  unknown
>;

const counts = { lines: 0, decisions: 0, accepted: 0, refused: 0 };
const rejected = new Map<string, number>();
/** What was left out of lines that were taken, by its path, with the number of those lines. */
const ignored = new Map<string, number>();

async function post(url: string, text: string, key: string | undefined): Promise<void> {
  const line = parsed(text);
  if (!line) return refuse('it is not a JSON object');
  const { write_key = key, installation_secret, ...body } = line;
  const consent = 'decision' in body;
  const json = JSON.stringify(consent ? body : { ...body, sent_at: new Date().toISOString() });
  const response = await patiently(() =>
    fetch(`${url}/v1/${consent ? 'consent' : 'events'}`, {
      method: consent ? 'PUT' : 'POST',
      headers: {
        'content-type': 'application/gzip',
        ...(write_key && { authorization: `Bearer ${write_key}` }),
        ...(installation_secret && { 'x-installation-secret': installation_secret }),
      },
      body: gzipSync(json),
    }),
  );
  const answer = (await response.json()) as Partial<Answer>;
  if (!response.ok) return refuse(`${answer.reason ?? response.status}: ${answer.detail ?? 'no detail'}`);
  if (consent) counts.decisions++;
  counts.accepted += answer.accepted ?? 0;
  for (const { reason } of answer.rejected ?? []) count(rejected, reason);
  for (const path of answer.ignored ?? []) count(ignored, path);
}

/** Of either route, what is told on. */
type Answer = {
  accepted: number;
  rejected: { reason: string }[];
  ignored: string[];
  reason: string;
  detail: string;
};

const count = (counted: Map<string, number>, what: string) => counted.set(what, (counted.get(what) ?? 0) + 1);

function parsed(text: string): Line | undefined {
  try {
    // A byte order mark may stand inside, where files were joined.
    const line = JSON.parse(text.trim());
    return isObject(line) ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}

/** The lines of a file in UTF-8 or, by its mark, in UTF-16: a line feed ends one and nothing else, as NDJSON has it. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let rest = '';
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() as string;
    yield* lines;
  }
  if (rest) yield rest;
}

function refuse(why: string): void {
  counts.refused++;
  console.error(`line ${counts.lines}: ${why}`);
}

/** Sends again, a few times and ever later, while the service says that it can't now. */
async function patiently(send: () => Promise<Response>): Promise<Response> {
  for (let wait = 1000; ; wait *= 2) {
    const response = await send();
    if (response.status !== 429 && response.status < 500) return response;
    if (wait > 30_000)
      throw new Stop(`The service does not take it (${response.status}); run the import again later.`);
    await sleep(wait);
  }
}

await main(
  program('import', 'Posts a file of request bodies from a site without internet, in its order.')
    .argument('<file>', 'NDJSON: a consent or events body a line, with "write_key" and "installation_secret"')
    .option('--key <write key>', 'for lines without a "write_key"')
    .action(async (file: string, options: Where & { key?: string }) => {
      const { outputs } = await deployment(options);
      const opened = await open(file).catch((fault: Error) => {
        throw new Stop(`${file} can't be read: ${fault.message}`);
      });
      for await (const text of linesOf(opened.createReadStream())) {
        counts.lines++;
        if (text.trim()) await post(outputs.ApiUrl as string, text, options.key);
        if (counts.lines % 500 === 0) console.error(`${counts.lines} lines …`);
      }
      const reasons = [...rejected].map(([reason, n]) => `${n} ${reason}`).join(', ');
      console.log(
        `${counts.lines} lines: ${counts.decisions} decisions recorded, ${counts.accepted} events accepted, ` +
          `${[...rejected.values()].reduce((a, b) => a + b, 0)} rejected${reasons && ` (${reasons})`}, ` +
          `${counts.refused} lines refused.`,
      );
      if (ignored.size > 0) {
        const paths = [...ignored].map(([path, lines]) => `${path} (${lines} line${lines === 1 ? '' : 's'})`);
        console.log(`Left out, since it can't be taken as it is: ${paths.join(', ')}.`);
      }
      if (counts.refused > 0) process.exitCode = 1;
    }),
);
