import { type Purpose, purposes } from './catalog/field.ts';

export const decisions = ['granted', 'refused', 'withdrawn'] as const;
export type Decision = (typeof decisions)[number];

/** How consent stands: what was decided, or that nothing was, or that the installation is no more. */
export const statuses = ['none', ...decisions, 'erased'] as const;

/** What is kept of an installation's consent: the decision in force. Times in milliseconds since 1970. */
export type Consent = {
  receipt_id: string;
  decision: Decision;
  purposes: readonly Purpose[];
  notice_version: number;
  organization_id?: string;
  decided_at: number;
  recorded_at: number;
  /** When the last refusal or withdrawal was decided, and when it reached us: only a later grant applies. */
  no_decided_at?: number;
  no_recorded_at?: number;
};

/** What an organization allows of what its installations grant; undefined limits nothing. */
export type Allowed = readonly Purpose[] | undefined;

/** The consent that applies to an installation now. `purposes` are the effective ones. */
export type EffectiveConsent = {
  status: (typeof statuses)[number];
  purposes: readonly Purpose[];
  /** What the installation granted, whatever its organization allows of it. */
  granted: readonly Purpose[];
  optedOut: boolean;
  notice_version: number;
};

/** Of these purposes those that mean something: `persons` says who it is of what another purpose collects. */
const meaningful = (list: readonly Purpose[]): readonly Purpose[] =>
  list.some((purpose) => purpose !== 'persons' && purpose !== 'essential')
    ? list
    : list.filter((purpose) => purpose !== 'persons');

/** Combines what the installation decided with what its organizations allow: the lowest wins. */
export function effectiveConsent(
  consent: (Partial<Consent> & { erased_at?: number }) | undefined,
  organizations: readonly Allowed[],
): EffectiveConsent {
  const granted = consent?.decision === 'granted' ? (consent.purposes ?? []) : [];
  return {
    status: consent?.erased_at === undefined ? (consent?.decision ?? 'none') : 'erased',
    purposes: meaningful(
      purposes.filter(
        (purpose) =>
          granted.includes(purpose) && organizations.every((allowed) => allowed?.includes(purpose) ?? true),
      ),
    ),
    granted,
    optedOut: organizations.some((allowed) => allowed && meaningful(allowed).length === 0),
    notice_version: consent?.notice_version ?? 0,
  };
}

/** Whether something that came with notice version `since` may be kept for `purpose`. */
export const covers = (
  { purposes, notice_version }: EffectiveConsent,
  purpose: Purpose,
  since: number,
): boolean => purposes.includes(purpose) && since <= notice_version;

/** A decision that has arrived. */
export type Decided = Omit<Consent, 'no_decided_at' | 'no_recorded_at'>;

/** Earlier than any clock says, also one from before 1970. */
const never = Number.NEGATIVE_INFINITY;

/**
 * The consent in force after a decision. Refusal and withdrawal always apply. A grant applies only if it was
 * decided, and first reached us, after the last refusal or withdrawal: a late or repeated grant never undoes a no.
 */
export function decide(before: Consent | undefined, decided: Decided): Consent | undefined {
  const { receipt_id, decision, notice_version, recorded_at } = decided;
  // Leaving the organization out does not get round its administrator.
  const organization_id = decided.organization_id ?? before?.organization_id;
  // A clock that runs ahead must not make a grant immune to the next withdrawal.
  const decided_at = Math.min(decided.decided_at, recorded_at);
  const base = { receipt_id, decision, notice_version, organization_id, decided_at, recorded_at };
  if (decision !== 'granted') {
    return {
      ...base,
      purposes: [],
      no_decided_at: Math.max(decided_at, before?.no_decided_at ?? never),
      no_recorded_at: Math.max(recorded_at, before?.no_recorded_at ?? never),
    };
  }
  const { no_decided_at, no_recorded_at } = before ?? {};
  if (decided_at <= (no_decided_at ?? never) || recorded_at <= (no_recorded_at ?? never)) return before;
  // Of two grants the one decided later counts, whichever comes first.
  if (before?.decision === 'granted' && isEarlier({ decided_at, recorded_at }, before)) return before;
  return { ...base, purposes: decided.purposes, no_decided_at, no_recorded_at };
}

type Times = Pick<Consent, 'decided_at' | 'recorded_at'>;
const isEarlier = (one: Times, other: Times) =>
  one.decided_at < other.decided_at ||
  (one.decided_at === other.decided_at && one.recorded_at < other.recorded_at);

/** The purposes of a list, in their fixed order, each once. */
export const ordered = (list: readonly Purpose[]): Purpose[] =>
  purposes.filter((purpose) => list.includes(purpose));
