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

/** Who uses a license that is a user's or a machine's: a user has one machine or two. */
type Owner = { name: string; userOn: (machine: Machine) => string | undefined; machines: Machine[] };

/** A license of users or machines: so many at once own it, until another takes over, overnight or within a day. */
export function owned(making: Making): Made {
  const { chance, atOnce, type } = making;
  const made: Made = { held: [], told: [], allowed: [], rows: [] };
  const stays = chance.pick('stays', [0.75, 0.98, 1]);
  for (let slot = 0; slot < atOnce; slot++) {
    let owner = ownerOf(making, `${slot} 0`);
    for (let at = begin, n = 1; at < end; at += day, n++) {
      const what = `${slot} ${n}`;
      if (chance.fraction(`idle ${what}`) < 0.3) continue;
      const first = at + chance.whole(`first ${what}`, 6 * 60, 10 * 60) * minute;
      const last = at + chance.whole(`last ${what}`, 11 * 60, 21 * 60) * minute;
      const takes = chance.fraction(`takes ${what}`);
      if (takes < stays) {
        use(making, owner, first, last, made);
        continue;
      }
      const next = ownerOf(making, what);
      if (chance.fraction(`within ${what}`) < 0.5) {
        const over = first + Math.floor((last - first) / 2 / minute) * minute;
        use(making, owner, first, over, made);
        use(making, next, over + chance.whole(`pause ${what}`, 0, 30) * minute, last, made);
        // Who has it no more tries once more, and is told so.
        const [machine] = owner.machines as [Machine];
        const properties = type === 'named_user' ? { outcome: 'failure' } : { cause: 'not_entitled' };
        const name = type === 'named_user' ? 'license_checked' : 'license_denied';
        made.rows.push(...told(making, machine, { at: last, name, user: owner.userOn(machine), properties }));
      } else use(making, next, first, last, made);
      owner = next;
    }
  }
  return made;
}

function ownerOf({ chance, type }: Making, name: string): Owner {
  const named = type === 'named_user';
  const count = named ? chance.whole(`machines ${name}`, 1, 2) : 1;
  const machines = Array.from({ length: count }, (_, i) => machineOf(chance, `${name} ${i}`));
  const ids = named ? chance.pick('users', ['guid', 'guid', 'digest', 'none']) : 'none';
  // A digest is made per installation: one person has another on each.
  const userOn = ({ id }: Machine): string | undefined => {
    if (ids === 'guid') return chance.uuid(`user ${name}`);
    return ids === 'digest' ? chance.uuid(`user ${name} ${id}`).replaceAll('-', '') : undefined;
  };
  return { name, userOn, machines };
}

/** A day's use: a check at either end and some in between, each on a machine of its owner. */
function use(making: Making, owner: Owner, from: number, until: number, made: Made): void {
  const { chance, type } = making;
  if (from >= until) return;
  made.held.push({ seats: 1, from, until });
  const third = Math.floor((until - from) / 3 / minute) * minute;
  const times = [from, from + third, from + 2 * third, until];
  const seen: { at: number; offset: number }[] = [];
  for (const [i, at] of times.entries()) {
    const what = `${owner.name} ${at} ${i}`;
    const machine = chance.pick(`on ${what}`, owner.machines);
    const name = i === 1 ? 'license_activated' : 'license_checked';
    const properties = { outcome: 'success', license_type: 'other' };
    made.rows.push(
      ...told(making, machine, { at, name, user: owner.userOn(machine), sequence: i, properties }),
    );
    const isKnown = type !== 'named_user' || (machine.persons && owner.userOn(machine)?.includes('-'));
    if (machine.licensing && isKnown) seen.push({ at, offset: machine.offset });
  }
  const allowed = seenBy(making, owner, times);
  if (allowed) made.allowed.push(allowed);
  const said = seen.map(({ at, offset }) => at + offset);
  if (said.length) made.told.push({ seats: 1, from: Math.min(...said), until: Math.max(...said) });
}

/** From the first to the last of these times that was told on any machine, known or not who it was. */
function seenBy({ chance }: Making, owner: Owner, times: readonly number[]): Span | undefined {
  const its = times.filter((at, i) => chance.pick(`on ${owner.name} ${at} ${i}`, owner.machines).licensing);
  if (its.length === 0) return undefined;
  return { seats: 1, from: Math.min(...its), until: Math.max(...its) + hour / 60 };
}
