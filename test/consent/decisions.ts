import { type Consent, type Decided, type Decision, decide } from '../../shared/consent.ts';

/** A decision, by when it was decided and when it first reached us. */
export const decided = (
  decision: Decision,
  decided_at: number,
  recorded_at: number,
  more: Partial<Decided> = {},
): Decided => ({
  receipt_id: `${decision} ${decided_at} ${recorded_at}`,
  decision,
  purposes: decision === 'granted' ? ['usage'] : [],
  notice_version: 1,
  decided_at,
  recorded_at,
  ...more,
});
/** The consent in force after these, in the order they came. */
export const after = (...history: Decided[]) => history.reduce<Consent | undefined>(decide, undefined);
