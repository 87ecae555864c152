import { admit } from '../functions/ingest/admit.ts';
import { type Batch, readBatch } from '../functions/ingest/batch.ts';
import { type Checked, check } from '../functions/ingest/check.ts';
import { common, shape } from '../functions/ingest/row.ts';
import { scrub } from '../functions/ingest/scrub.ts';
import { termsOf } from '../functions/ingest/terms.ts';
import { open } from '../functions/platform/body.ts';
import { Problem } from '../functions/platform/problem.ts';
import { Address, type Request } from '../functions/platform/request.ts';
import { pack, put } from '../functions/platform/stream.ts';
import { catalog, eventFields } from '../shared/catalog/catalog.ts';
import type { Field } from '../shared/catalog/field.ts';
import { lambdaEvent, sender, wire } from './batch.ts';
import { inTurns, spread, type Task } from './rounds.ts';

/**
 * Where the time goes: each step of functions/ingest/handler.ts called alone, on what the step before left. Runs in
 * a process of its own, with a function's environment. Argument: the task. Prints a row a batch size: microseconds of
 * CPU an event. `row` is shaping without its scrubbing.
 */
const { sizes, ...effort } = JSON.parse(process.argv[2] as string) as Task;
const { product, writeKey, secret } = sender;
const credentials = { product, writeKey, secret };

/** The strings of a batch that scrubbing sees. */
const scrubbed = (events: Checked[]): string[] =>
  events.flatMap((event) => {
    const declared = catalog.get(event.event_name)?.properties as Record<string, Field>;
    const fields = [
      ...Object.entries(event).map(([name, value]) => [eventFields[name as 'user_role'], value] as const),
      ...Object.entries(event.properties ?? {}).map(([name, value]) => [declared[name], value] as const),
    ];
    return fields.flatMap(([field, value]) => (field && 'free_text' in field ? [String(value)] : []));
  });

const rows = [];
for (const batch of sizes) {
  const { headers, ...event } = lambdaEvent(wire(batch));
  const request: Request = {
    address: new Address(event.requestContext.http.sourceIp),
    body: Buffer.from(event.body, 'base64'),
    contentType: headers['content-type'],
    contentEncoding: '',
    authorization: headers.authorization,
    secret: headers['x-installation-secret'],
    accept: undefined,
    acceptLanguage: undefined,
    path: {},
    query: {},
  };
  const now = Date.now();
  const read = readBatch(open(request)) as Batch;
  const admitted = await admit(credentials, read, now);
  if (admitted instanceof Problem) throw new Error(admitted.detail);
  const terms = termsOf(admitted, read.ignored);
  const events = read.events.map((each) => check(each, terms, now)) as Checked[];
  const strings = scrubbed(events);
  const shared = common(read, admitted, terms, 'DE', now);
  const shaped = () => events.map((each) => shape(each, shared, undefined));
  const record = pack(shaped(), shared.end) as Buffer;
  const { shape: withScrub, ...steps } = await inTurns(
    {
      open: () => readBatch(open(request)),
      admit: () => admit(credentials, read, Date.now()),
      check: () => read.events.map((each) => check(each, terms, now)),
      scrub: () => strings.map((text) => scrub(text)),
      shape: shaped,
      pack: () => pack(shaped(), shared.end),
      put: () => put(record),
    },
    effort,
  );
  const each = (values: number[]) => spread(values).median / batch;
  const {
    open: opening,
    admit: admitting,
    check: checking,
    scrub: scrubbing,
    pack: packing,
    put: putting,
  } = steps;
  rows.push({
    batch,
    open: each(opening),
    admit: each(admitting),
    check: each(checking),
    scrub: each(scrubbing),
    row: each(withScrub) - each(scrubbing),
    pack: each(packing) - each(withScrub),
    put: each(putting),
  });
}
console.log(JSON.stringify(rows));
process.exit();
