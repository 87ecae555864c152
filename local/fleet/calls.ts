import { batchOf, type Event as Sent } from '../../sdk/src/batches.ts';
import { day } from '../../shared/time.ts';
import { type Event, eventsOf } from './events.ts';
import { days, type Use } from './habits.ts';
import type { Installation } from './installation.ts';
import { contextOf, placeOf } from './machine.ts';
import type { Turns } from './seats.ts';
import type { Product } from './vendor.ts';

const perRequest = 200;

/** One call of a client. An installation's are in the order it makes them. `address` is where it calls from. */
export type Call = { product: string; secret: string; address: string; test: boolean } & (
  | { method: 'PUT'; path: '/v1/consent'; body: ConsentBody }
  | { method: 'POST'; path: '/v1/events'; body: EventsBody }
);
type ConsentBody = {
  installation_id: string;
  decision: string;
  purposes: string[];
  decided_at: string;
} & Record<string, unknown>;
type EventsBody = {
  installation_id: string;
  organization_id?: string;
  context: { product_version: string; ci: boolean } & Record<string, unknown>;
  events: Event[];
};

/** All that an installation sends. `turns`: of the floating licenses; `end` of its last day. */
export function callsOf(
  product: Product,
  { chance, organization_id, license, granted, uses }: Installation,
  turns: Turns,
  end: number,
): Call[] {
  const installation_id = chance.uuid('id');
  const { language, address } = placeOf(chance);
  const as = {
    product: product.name,
    secret: chance.secret('secret'),
    address,
    test: chance.fraction('test') < 0.01,
  };
  const from = end - days * day;
  const decide = (decision: string, at: number): Call => ({
    ...as,
    method: 'PUT',
    path: '/v1/consent',
    body: {
      installation_id,
      organization_id,
      decision,
      purposes: decision === 'granted' ? granted : [],
      notice_version: 1,
      notice_language: language.slice(0, 2),
      decided_by: chance.fraction('by') < 0.9 ? 'user' : 'administrator',
      decided_at: new Date(at).toISOString(),
    },
  });
  const context = contextOf(product, chance);
  // Now and then an event is lost before it is sent, and a request is sent twice.
  let sequence = 0;
  const numbered = (event: Event) => {
    sequence += chance.fraction(`lost ${event.event_id}`) < 0.004 ? 2 : 1;
    return { ...event, sequence };
  };
  const send = (some: Use[], asked: boolean): Call[] =>
    [...Map.groupBy(some, ({ version }) => version)].flatMap(([version, used]) =>
      chunks(
        used.flatMap((use) => eventsOf(product, chance, license, use, turns.get(use))).map(numbered),
      ).flatMap((events) => {
        const all = { context: { product_version: version, ...context }, organization_id, offset: 0 };
        // The SDK leaves out what was not granted; whoever sends without asking sends everything.
        const segment = { header: all, events: events as Sent[] };
        const agreed = { purposes: granted, notice_version: 1 };
        const { sent_at: _, ...kept } = batchOf(segment, installation_id, agreed, [], 0);
        const body = asked ? kept : { installation_id, organization_id, context: all.context, events };
        const call = { ...as, method: 'POST', path: '/v1/events', body } as Call;
        if (body.events.length === 0) return [];
        return chance.fraction(`twice ${sequence}`) < 0.02 ? [call, call] : [call];
      }),
    );

  // A few never answer the question, some say no, some change their mind: what they send then is in no report.
  const fate = chance.fraction('fate');
  if (fate < 0.03) return send(uses, false);
  if (fate < 0.12) return [decide('refused', from), ...send(uses, false)];
  if (fate < 0.95) return [decide('granted', from), ...send(uses, true)];
  const half = Math.ceil(uses.length / 2);
  return [
    decide('granted', from),
    ...send(uses.slice(0, half), true),
    decide('withdrawn', end - day),
    ...send(uses.slice(half), false),
  ];
}

function chunks<E>(events: E[]): E[][] {
  const some: E[][] = [];
  for (let i = 0; i < events.length; i += perRequest) some.push(events.slice(i, i + perRequest));
  return some;
}
