import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from '../local/endpoint.ts';
import { type Run, run } from '../local/run.ts';
import { deployment } from '../operator/deployment.ts';
import { askLake } from '../operator/invoke.ts';
import type { Job } from '../shared/lake.ts';
import { Field, type Where } from './field.ts';
import { patiently } from './patience.ts';
import { type Row, rowOf } from './row.ts';

/** Decides on each call to AWS, `Firehose.PutRecord` say, whether it fails. */
export type Failing = (call: string, lane: Lane) => Fault | undefined;
/** What fails while a field posts, and decides anew where it `decides`; `dies`: the function itself does. */
export type Case = {
  fault: string;
  failing: () => Failing;
  batches?: number;
  dies?: boolean;
  decides?: boolean;
};

/** A local run whose cases follow one another, and what their fields sent. */
export class Lane {
  readonly run: Run;
  readonly where: Where;
  readonly data: string;
  #failing: Failing = () => undefined;
  #made = 0;

  static async start(stack: string): Promise<Lane> {
    const data = mkdtempSync(join(tmpdir(), 'assent-faults-'));
    let lane: Lane | undefined;
    const fault = (call: string) => lane?.#failing(call, lane);
    const started = await run({ stack, data, port: 0, schedules: false, fault });
    lane = new Lane(started, data, { url: started.url, there: await deployment({ data }) });
    await lane.refresh('late');
    return lane;
  }

  private constructor(started: Run, data: string, where: Where) {
    this.run = started;
    this.data = data;
    this.where = where;
  }

  fail(failing: Failing = () => undefined): void {
    this.#failing = failing;
  }

  field = (): Promise<Field> => Field.make(this.where, `faults-${this.#made++}`);

  /** Runs jobs of the lake to their end. */
  refresh(...jobs: Job[]): Promise<void> {
    return patiently(() => askLake(this.where.there, { jobs }));
  }

  /** Ends a function's instances, as failing machines would: by the name of its output, or of its folder. */
  kill(name: string): Promise<void> {
    const known = this.run.template.outputs[name];
    const [found] = this.run.template
      .ofType('AWS::Lambda::Function')
      .filter(({ id, properties }) => id === known || properties.Description.endsWith(`: ${name}`));
    return this.run.functions.kill(found?.id);
  }

  /** A field posts while something fails, and again afterwards what was not taken. The first request finds a cold function. */
  async during({ fault, failing, batches = 2, dies, decides }: Case): Promise<() => Promise<Row>> {
    const field = await this.field();
    await this.kill('ingest');
    this.fail(failing());
    await Promise.all([field.post(batches), decides && field.decide()]);
    this.fail();
    const seen = [...field.seen];
    if (decides) await field.decided();
    await field.resend();
    return async () => rowOf(fault, seen, await field.count(this.where), dies);
  }

  async stop(): Promise<void> {
    await this.run.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}
