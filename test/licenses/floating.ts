import type { Row } from '../reports/sent.ts';
import {
  begin,
  day,
  end,
  hour,
  type Machine,
  type Made,
  type Making,
  machineOf,
  minute,
  type Span,
  told,
} from './fleet.ts';
import { mostAtOnce } from './truth.ts';

/** Who asks for seats, from when to when, and how many; a step changes how many. */
type Wish = Span & { machine: Machine; process: number; n: number; step?: { at: number; seats: number } };

/** A floating license whose server gives no more than `atOnce` seats at once, and gets back those of a crash. */
export function floating(making: Making): Made {
  const { chance, atOnce } = making;
  const made: Made = { held: [], told: [], allowed: [], rows: [] };
  const given: Wish[] = [];
  for (const wish of wishes(making).toSorted((a, b) => a.from - b.from)) {
    if (mostAtOnce([...spansOf(given), ...spansOf([wish])], wish.from, wish.until) <= atOnce) {
      given.push(wish);
      continue;
    }
    const cause = chance.pick(`cause ${wish.n} ${wish.from}`, ['none_free', 'expired', undefined]);
    made.rows.push(
      ...told(making, wish.machine, {
        at: wish.from,
        name: 'license_denied',
        properties: cause ? { cause } : {},
      }),
    );
  }
  made.held = spansOf(given);
  for (const [id, its] of Map.groupBy(given, ({ machine, process }) => `${machine.id} ${process}`))
    tell(making, id, its, made);
  limitBySeen(made, given);
  return made;
}

const spansOf = (some: readonly Wish[]): Span[] =>
  some.flatMap(({ seats, from, until, step }) =>
    step
      ? [
          { seats, from, until: step.at },
          { seats: step.seats, from: step.at, until },
        ]
      : [{ seats, from, until }],
  );

function wishes({ chance }: Making): Wish[] {
  const pauses = chance.pick('pauses', [[15, 600, 4000], [4000], [30000]]);
  const machines = Array.from({ length: chance.whole('machines', 2, 6) }, (_, i) =>
    machineOf(chance, `${i}`),
  );
  return machines.flatMap((machine, i) => {
    // Without `usage` nobody can tell one process of a machine from another.
    const processes = machine.usage && chance.fraction(`processes ${i}`) < 0.3 ? 2 : 1;
    return Array.from({ length: processes }, (_, process) => {
      const some: Wish[] = [];
      let at = begin + chance.whole(`start ${i} ${process}`, 0, 3000) * minute;
      for (let n = 0; at < end - 4 * day; n++) {
        const what = `${i} ${process} ${n}`;
        const kind = chance.fraction(`kind ${what}`);
        const [least, most] = kind < 0.35 ? [2, 45] : kind < 0.93 ? [60, 600] : [1500, 5800];
        const until = at + chance.whole(`long ${what}`, least, most) * minute;
        const seats = chance.pick(`seats ${what}`, [1, 1, 1, 2]);
        const half = at + Math.floor((until - at) / 2 / minute) * minute;
        const step = chance.fraction(`step ${what}`) < 0.15 && {
          at: half,
          seats: chance.whole(`to ${what}`, 1, 3),
        };
        some.push({ machine, process, n, seats, from: at, until, ...(step && { step }) });
        at = until + chance.whole(`gap ${what}`, 1, chance.pick(`pause ${what}`, pauses)) * minute;
      }
      return some;
    }).flat();
  });
}

/** What one process tells of what it was given. A session may go on over several holds; some returns are lost. */
function tell(making: Making, id: string, given: readonly Wish[], made: Made): void {
  const { chance } = making;
  const lost = chance.pick('lost', [0, 0.1, 0.5, 1]);
  const says = chance.pick('says', [0, 0.5, 1]);
  let session = chance.uuid(`session ${id}`);
  let sequence = 0;
  for (const { machine, n, seats, from, until, step } of given) {
    const fraction = (what: string) => chance.fraction(`${what} ${id} ${n}`);
    if (fraction('new') < 0.6) session = chance.uuid(`session ${id} ${n}`);
    const say = (name: string, at: number, properties: object): void => {
      const event = { at, name, session, sequence: ++sequence, properties };
      made.rows.push(...told(making, machine, event));
    };
    const many = (count: number) => (count === 1 && fraction('unsaid') < 0.5 ? {} : { seats: count });
    say('license_checked_out', from, many(seats));
    if (step) say('license_checked_out', step.at, many(step.seats));
    const last = step?.seats ?? seats;
    const isLost = fraction('lost') < lost;
    // Who travels returns in another session, and says how long it was.
    const travels = until - from > day;
    const isSaid = travels || fraction('said') < says;
    if (!isLost) {
      if (travels && !step) session = chance.uuid(`travel ${id} ${n}`);
      const duration = isSaid ? { duration_ms: until - from } : {};
      say('license_returned', until, { ...many(last), ...duration });
      // A product that is not sure says it again.
      if (fraction('again') < 0.05) say('license_returned', until + 1000, { ...many(last), ...duration });
    }
    if (!machine.licensing) continue;
    const spans = spansOf([{ seats, from, until, step } as Wish]);
    const by = (span: Span) => ({
      ...span,
      from: span.from + machine.offset,
      until: span.until + machine.offset,
    });
    // Without a word on how long it was, the return of the first checkout may be lost.
    if (!isLost) made.told.push(...(isSaid ? spans : spans.slice(-1)).map(by));
    made.allowed.push(
      ...spans.map((span) => (isLost && span === spans.at(-1) ? { ...span, machine: machine.id } : span)),
    );
    if (fraction('seen') < 0.4) {
      const later = until + Math.floor(fraction('later') * 30 * hour);
      made.rows.push(
        ...told(making, machine, { at: later, name: 'feature_used', properties: { feature: 'print' } }),
      );
    }
  }
}

/** A hold without a return is allowed for a day, and until its machine was last seen. */
function limitBySeen(made: Made, given: readonly Wish[]): void {
  const offsets = new Map(given.map(({ machine }) => [machine.id, machine.offset]));
  const lastSeen = new Map<string, number>();
  for (const { installation, at } of made.rows as Row[])
    lastSeen.set(
      installation,
      Math.max(lastSeen.get(installation) ?? 0, at - (offsets.get(installation) ?? 0)),
    );
  made.allowed = (made.allowed as (Span & { machine?: string })[]).map(({ machine, ...span }) =>
    machine
      ? { ...span, until: Math.min(span.until, span.from + day, lastSeen.get(machine) ?? span.from) }
      : span,
  );
}
