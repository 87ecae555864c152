import { readdirSync, readFileSync } from 'node:fs';
import { type Purpose, purposes } from '../../shared/catalog/field.ts';
import { type Decision, type EffectiveConsent, effectiveConsent } from '../../shared/consent.ts';
import type { EventReason, RequestReason } from '../../shared/reasons.ts';

/**
 * Bodies of `POST /v1/events`, one a file: add one, and every test that reads them takes it up. A time may be
 * written from now: `NOW`, `NOW-1h`, `NOW+1d+1h` (s, m, h, d); what is many times the same, `"1024 TIMES a"` in a
 * text or `["501 TIMES", {}]` for a list.
 */
export type Accepted = { name: string; body: Body };

/** The reason holds for the request, or else for each of its events. */
export type Refused = { name: string; reason: RequestReason | EventReason; body: unknown } & Circumstances;

/**
 * Taken all the same, without what can't be: `ignored` is what the reply names, `row` what the first of its rows holds,
 * null for nothing.
 */
export type Tolerated = { name: string; ignored: string[]; row: object; body: Body } & Circumstances;

/** What was decided before the body came; where nothing is said, everything is granted and allowed. */
type Circumstances = {
  consent?: { decision: Decision; purposes?: Purpose[] } | null;
  allowed_purposes?: Purpose[];
  erased?: true;
};

/**
 * A request refused as a whole for more than its body, of an installation that has consented. `headers` stand beside
 * good credentials, in their place, or null for none; what calls for `failing` fails meanwhile.
 */
export type Request = {
  name: string;
  reason: RequestReason;
  request: string;
  headers?: Record<string, string | null>;
  failing?: 'DynamoDB' | 'Firehose';
  body?: unknown;
};

/** What a test may change about a body. */
export type Body = {
  sent_at: string;
  installation_id: string;
  organization_id?: string;
  context?: Record<string, unknown>;
  events: ({ event_id: string; properties?: Record<string, unknown> } & Record<string, unknown>)[];
} & Record<string, unknown>;

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The time of `NOW-1h`, counted from the moment of reading. */
function fromNow(text: string): string {
  const steps = text.matchAll(/([+-]\d+)([smhd])/g);
  const offsets = steps.map(([, count, unit]) => Number(count) * units[unit as keyof typeof units]);
  return new Date(offsets.reduce((time, offset) => time + offset, Date.now())).toISOString();
}

/** Writes out what a file abbreviates. */
function writtenOut(_: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const [, count] = /^(\d+) TIMES$/.exec(value[0]) ?? [];
    return count ? Array.from({ length: Number(count) }, () => value[1]) : value;
  }
  if (typeof value !== 'string') return value;
  const [, count, text = ''] = /^(\d+) TIMES (.+)$/.exec(value) ?? [];
  if (count) return text.repeat(Number(count));
  return /^NOW([+-]\d+[smhd])*$/.test(value) ? fromNow(value) : value;
}

/** The bodies in a folder beside this file. */
export const read = (folder: string) =>
  readdirSync(new URL(folder, import.meta.url))
    .toSorted()
    .map((file) => ({
      name: file.replace(/\.json$/, ''),
      json: JSON.parse(readFileSync(new URL(folder + file, import.meta.url), 'utf8'), writtenOut),
    }));

export const accepted: Accepted[] = read('accepted/').map(({ name, json }) => ({ name, body: json }));
export const rejected: Refused[] = read('rejected/').map(({ name, json }) => ({ name, ...json }));
export const tolerated: Tolerated[] = read('tolerated/').map(({ name, json }) => ({ name, ...json }));
export const requests: Request[] = read('requests/').map(({ name, json }) => ({ name, ...json }));

/** A copy of an accepted body to change; by default the contract's own. */
export function example(name = 'contract'): Body {
  const found = accepted.find((one) => one.name === name);
  if (!found) throw new Error(`There is no test/examples/accepted/${name}.json.`);
  return structuredClone(found.body);
}

/** What applies to an installation under such circumstances. */
export function consentUnder({ consent, allowed_purposes, erased }: Circumstances = {}): EffectiveConsent {
  const { decision = 'granted', purposes: granted = purposes } = consent ?? {};
  const record = {
    receipt_id: 'r',
    decision,
    purposes: granted,
    notice_version: 1,
    decided_at: 0,
    recorded_at: 0,
  };
  const applies = effectiveConsent(consent === null ? undefined : record, [allowed_purposes]);
  return erased ? { ...applies, status: 'erased', purposes: [] } : applies;
}
