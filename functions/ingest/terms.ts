import { contextFields, eventFields } from '../../shared/catalog/catalog.ts';
import type { ContextField } from '../../shared/catalog/field.ts';
import type { Ignored } from '../../shared/catalog/take.ts';
import { covers, type EffectiveConsent } from '../../shared/consent.ts';
import type { UserRefusal } from '../platform/records.ts';

/** Declared fields by name, with what each is kept for. */
export type Kept = ReadonlyMap<string, ContextField>;

/** What the events of a batch are held to: the consent in force, and what of them may be kept. */
export type Terms = {
  consent: EffectiveConsent;
  /** Why none of a user's events is taken. */
  refusalOf: (user_id: string) => UserRefusal | undefined;
  /** The fields that may be kept, of the context and of each event. */
  ofContext: Kept;
  ofEvent: Kept;
  /** What was left out of the request so far. */
  ignored: Ignored;
};

export const termsOf = (
  { consent, refusalOf }: Pick<Terms, 'consent' | 'refusalOf'>,
  ignored: Ignored,
): Terms => ({
  consent,
  refusalOf,
  ofContext: allowed(contextFields, consent),
  ofEvent: allowed(eventFields, consent),
  ignored,
});

/** Whether anything was granted that the organization allows. */
export const isGranted = ({ status, optedOut }: EffectiveConsent) => status === 'granted' && !optedOut;

/** The fields that may be kept. Without a grant, an essential event goes with IDs and the product's version only. */
function allowed(fields: Readonly<Record<string, ContextField>>, consent: EffectiveConsent): Kept {
  const may = ({ purpose, since, essential }: ContextField) =>
    purpose === 'any' ? isGranted(consent) || essential : covers(consent, purpose, since);
  return new Map(Object.entries(fields).filter(([, field]) => may(field)));
}
