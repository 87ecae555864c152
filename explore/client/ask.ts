import type { About, Answered, Line } from '../protocol.ts';

/** Asks the server; addresses are relative to the page's base. */

export const about = async (): Promise<About> => {
  const response = await fetch('api/about');
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
};

/** What went wrong, as a sentence: a fetch that reached nobody says only that it failed. */
export const sentenceOf = (fault: Error): string =>
  fault instanceof TypeError
    ? 'This page has lost its server: start the command again, then reload.'
    : fault.message;

type Watch = {
  onExpected: (bytes: number) => void;
  onBytes: (bytes: number) => void;
  signal: AbortSignal;
};

/** A question's rows, as soon as they are there; what goes wrong is a sentence. */
export async function ask(
  path: string,
  { onExpected, onBytes, signal }: Watch,
  sql?: string,
): Promise<Answered> {
  const response = await fetch(`api/${path}`, {
    signal,
    ...(sql !== undefined && { method: 'POST', body: sql }),
  });
  let answer: Answered | undefined;
  for await (const line of lines(response)) {
    if ('expected' in line) onExpected(line.expected);
    else if ('bytes' in line) onBytes(line.bytes);
    else if ('error' in line) throw new Error(line.error);
    else answer = line.answer;
  }
  if (!answer) throw new Error('The answer was cut off: is the command still running? Reload to ask again.');
  return answer;
}

async function* lines(response: Response): AsyncGenerator<Line> {
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const parts = (rest + next.value).split('\n');
    rest = parts.pop() as string;
    for (const part of parts) yield JSON.parse(part);
  }
}

/** Hands the reader a file to keep. */
export function save(name: string, contents: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(contents);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** What is saved as CSV. */
export type CsvProps = {
  /** The file's name, without its ending. */
  name: string;
  /** The question, and its statement where it is one of the reader's own. */
  path: string;
  sql?: string;
  /** Only the rows that this text finds. */
  search?: string;
};

/** The question's rows as CSV, as `npm run report -- --format csv` has them; what goes wrong is thrown as a sentence. */
export async function saveCsv({ name, path, sql, search = '' }: CsvProps): Promise<void> {
  const wanted = new URLSearchParams({ csv: '', ...(search && { search }) });
  const response = await fetch(
    `api/${path}${path.includes('?') ? '&' : '?'}${wanted}`,
    sql === undefined ? {} : { method: 'POST', body: sql },
  );
  if (!response.ok) throw new Error((await response.json()).error);
  save(`${name}.csv`, await response.blob());
}

export const forget = () => fetch('api/forget', { method: 'POST' });
