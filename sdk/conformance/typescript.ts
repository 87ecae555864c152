import { createHmac } from 'node:crypto';
import { languageOf } from '../../shared/forms/language.ts';
import { batchOf, segmentOf } from '../src/batches.ts';
import { offsetBy } from '../src/clock.ts';
import { architectureOf, systemOf } from '../src/node/machine.ts';
import { Assent } from '../src/node.ts';
import { verdict } from '../src/replies.ts';
import { Users } from '../src/users.ts';
import { lines } from './lines.ts';

// biome-ignore lint/suspicious/noExplicitAny: what the suite says, as README.md has it
type Any = any;
let telemetry: Assent;
/** The most CPU that the event loop took between two timers, in ms: whatever else a busy machine does. */
let longest_ms = 0;
function watch(): void {
  let before = process.threadCpuUsage();
  setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    longest_ms = Math.max(longest_ms, (user + system) / 1000);
    before = process.threadCpuUsage();
  }, 1).unref();
}

const status = () => {
  const { consent, dropped, lastProblem: problem = null } = telemetry;
  const { status, ask, active, off = null, purposes } = consent;
  return { status, ask, active, off, purposes, dropped, problem };
};

/** The steps of README.md. */
const steps: Record<string, (step: Any) => Any> = {
  open({ do: _, ...options }) {
    telemetry = new Assent(options);
    return status();
  },
  grant: ({ purposes, ...how }) => ({ kept: telemetry.consent.grant(purposes, how) }),
  refuse: (how) => ({ kept: telemetry.consent.refuse(how) }),
  withdraw: (how) => ({ kept: telemetry.consent.withdraw(how) }),
  track({ event_name, properties, user, role, times = 1 }) {
    const who = user === undefined ? undefined : { user, role };
    for (let n = 0; n < times; n++) telemetry.track(event_name, properties, who);
    return {};
  },
  session({ started }) {
    if (started) telemetry.sessionStarted();
    else telemetry.sessionEnded();
    return {};
  },
  async user({ id, role }) {
    await telemetry.user(id, role);
    return {};
  },
  flush: async ({ timeout_ms = 5000 }) => ({ sent: await telemetry.flush({ timeout_ms }) }),
  flush_later() {
    // Who does not wait for it is not kept by it.
    void telemetry.flush({ timeout_ms: 0 });
    return {};
  },
  preview: () => ({ bodies: telemetry.preview() }),
  history: () => ({ batches: telemetry.history() }),
  receipts: () => ({ receipts: telemetry.consent.receipts }),
  notice: ({ language }) => telemetry.consent.notice(language),
  erase: async ({ user }) => ({ erasure: await telemetry.erase({ user }) }),
  export: async ({ user }) => ({ export: await telemetry.exportData({ user }) }),
  status,
  close() {
    telemetry.close();
    return {};
  },
  cpu() {
    const { user, system } = process.cpuUsage();
    if (longest_ms === 0) watch();
    return { ms: (user + system) / 1000, longest_ms };
  },
  kill: () => process.kill(process.pid, 'SIGKILL'),
  vector: ({ file, ...given }) => vectors[file]?.(given),
};

const forms: Record<string, (given: string) => string | undefined> = {
  architecture: architectureOf,
  os_name: systemOf,
  language: languageOf,
};
const vectors: Record<string, (given: Any) => Any> = {
  replies({ reply, failed = 0, sent = 1 }) {
    const ruled = verdict(reply ?? undefined, failed, sent);
    return { do: ruled.do, seconds: 'seconds' in ruled ? ruled.seconds : null };
  },
  clock: ({ date, now }) => ({ offset: offsetBy(date ?? undefined, now) ?? null }),
  segments({ text }) {
    const segment = segmentOf(text);
    return { events: segment?.events.map(({ event_id }) => event_id) ?? null, lost: segment?.lost ?? 0 };
  },
  bodies({ header, events, installation_id, now, purposes, notice_version, drop, offset = 0, behind = 0 }) {
    const segment = { header: { ...header, offset }, events };
    return batchOf(
      segment,
      installation_id,
      { purposes, notice_version },
      drop,
      now - behind,
      offset + behind,
    );
  },
  machine: ({ field, given }) => ({ sent: forms[field]?.(given) ?? null }),
  async users({ user, salt }) {
    const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex');
    return { user_id: (await new Users(hmac).idOf(user, salt)) ?? null };
  },
};

for await (const line of lines(process.stdin)) {
  const step = JSON.parse(line);
  let answer: Any;
  try {
    answer = await steps[step.do]?.(step);
  } catch (fault) {
    answer = { error: fault instanceof Error ? fault.message : String(fault) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
