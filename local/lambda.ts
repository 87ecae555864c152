import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Resource, Template } from './template.ts';

export type Outcome = { result: unknown } | { fault: { errorType: string; errorMessage: string } };
type Instance = { worker: Worker; busy: boolean; end?: (outcome: Outcome) => void };
type Known = {
  resource: Resource;
  entry: string;
  log: (text: string | Buffer) => void;
  instances: Instance[];
  waiting: (() => void)[];
};
/** Lambda starts an instance at once when none is free; here one that is warm soon is sooner, in milliseconds. */
const patience = 300;

const died: Outcome = {
  fault: { errorType: 'Runtime.ExitError', errorMessage: 'The function ended before it answered.' },
};

/** Runs the template's functions, each instance in a worker with just the environment that the template gives it. */
export class Functions {
  readonly #functions = new Map<string, Known>();
  readonly #endpoints: Record<string, string>;

  constructor(template: Template, endpoints: Record<string, string>, logs: string) {
    this.#endpoints = endpoints;
    mkdirSync(logs, { recursive: true });
    for (const resource of template.ofType('AWS::Lambda::Function')) {
      const entry = pathToFileURL(join(template.codeOf(resource), 'index.mjs')).href;
      const log = logTo(join(logs, `${resource.id}.log`));
      this.#functions.set(resource.id, { resource, entry, log, instances: [], waiting: [] });
    }
  }

  has(name: string): boolean {
    return this.#functions.has(name);
  }

  /** Invokes a function: a free instance serves the event, or a new one is started. */
  async invoke(name: string, event: unknown): Promise<Outcome> {
    const known = this.#functions.get(name);
    if (!known) throw new Error(`There is no function ${name}.`);
    const { instances, waiting } = known;
    const free = () => instances.find(({ busy }) => !busy);
    const next = () => new Promise<void>((resolve) => waiting.push(resolve));
    const until = Date.now() + patience;
    while (!free() && instances.length > 0 && Date.now() < until)
      await Promise.race([next(), sleep(patience)]);
    const instance = free() ?? this.#start(name);
    instance.busy = true;
    const timeout = known.resource.properties.Timeout * 1000;
    return new Promise((resolve) => {
      const timer = setTimeout(() => instance.worker.terminate(), timeout);
      instance.end = (outcome) => {
        clearTimeout(timer);
        instance.end = undefined;
        instance.busy = false;
        for (const wake of waiting.splice(0)) wake();
        resolve(outcome);
      };
      instance.worker.postMessage(event);
    });
  }

  /** Ends all instances of a function, or of all, wherever they are, as a failing machine would. */
  async kill(name?: string): Promise<void> {
    const some = [...this.#functions].filter(([id]) => name === undefined || id === name);
    await Promise.all(some.flatMap(([, { instances }]) => instances.map(({ worker }) => worker.terminate())));
  }

  #start(name: string): Instance {
    const { resource, entry, log, instances } = this.#functions.get(name) as Known;
    const timeout = resource.properties.Timeout * 1000;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { name, entry, timeout },
      env: {
        ...resource.properties.Environment?.Variables,
        ...this.#endpoints,
        AWS_LAMBDA_FUNCTION_NAME: name,
      },
      stdout: true,
      stderr: true,
      execArgv: [],
    });
    for (const output of [worker.stdout, worker.stderr]) output.on('data', log);
    const instance: Instance = { worker, busy: true };
    worker.on('message', (outcome: Outcome) => instance.end?.(outcome));
    worker.on('error', (fault) => log(`${fault.name}\n`));
    worker.on('exit', () => {
      instances.splice(instances.indexOf(instance), 1);
      instance.end?.(died);
    });
    instances.push(instance);
    return instance;
  }
}

/** Writes a log; what a full disk does not take of it is lost, and nothing else. */
const logTo = (file: string) => (text: string | Buffer) => {
  try {
    appendFileSync(file, text);
  } catch {}
};
