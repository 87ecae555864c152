import { hash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './athena.ts';
import { writeWhole } from './whole.ts';

type Message = { id: string; body: string };

/** SQS's calls on one queue, which is a file: where scheduled runs come to lie that failed for good. */
export class Queue {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, 'failed-runs.json');
  }

  put(body: string): void {
    this.#keep([...this.#messages(), { id: randomUUID(), body }]);
  }

  call(operation: string, input: { ReceiptHandle?: string }): object {
    const messages = this.#messages();
    if (operation === 'DeleteMessage') {
      this.#keep(messages.filter(({ id }) => id !== input.ReceiptHandle));
      return {};
    }
    if (operation !== 'ReceiveMessage')
      throw new Refusal('InvalidAction', `${operation} is not supported locally`);
    const [first] = messages;
    if (!first) return {};
    const { id, body } = first;
    return { Messages: [{ MessageId: id, ReceiptHandle: id, Body: body, MD5OfBody: hash('md5', body) }] };
  }

  #messages(): Message[] {
    return existsSync(this.#file) ? JSON.parse(readFileSync(this.#file, 'utf8')) : [];
  }

  #keep(messages: Message[]): void {
    writeWhole(this.#file, JSON.stringify(messages));
  }
}
