import { limits } from './limits.ts';

/** The closed set of reasons: the same words in the reply, the metrics, the docs and the tests. */

/** Why a request is refused as a whole, with the HTTP status it gets. */
export const requestReasons = {
  body_invalid: { status: 400, title: 'The body is not what this route takes' },
  credential_missing: { status: 401, title: 'A credential is missing' },
  credential_unknown: { status: 401, title: 'The credential is not known' },
  secret_mismatch: { status: 403, title: 'The secret is not the one of this installation' },
  not_found: { status: 404, title: 'There is nothing here' },
  installation_erased: { status: 409, title: 'The installation has been erased' },
  body_too_large: { status: 413, title: 'The body is too large' },
  too_many_events: { status: 413, title: 'The batch has too many events' },
  content_type_unsupported: { status: 415, title: 'The content type is not supported' },
  unavailable: { status: 503, title: 'The service is unavailable' },
} as const;
export type RequestReason = keyof typeof requestReasons;

/** What a problem says to people, where nothing more is known. It repeats nothing that was sent. */
export const details: Readonly<Record<RequestReason, string>> = {
  body_invalid: '/installation_id must be a UUID',
  credential_missing: 'Send x-installation-secret.',
  credential_unknown: 'The write key is not one of this service, or was revoked.',
  secret_mismatch: 'x-installation-secret is not the one that this installation pinned.',
  not_found: 'No such route.',
  installation_erased: 'The installation has been erased.',
  body_too_large: `The body must be at most ${limits.wireBytes / 1024} KiB; send fewer events at once.`,
  too_many_events: `/events must hold at most ${limits.events}; send fewer at once.`,
  content_type_unsupported: 'Send application/json, or application/gzip for gzipped JSON.',
  unavailable: 'Nothing was stored. Send the same again later.',
};

/** The `type` of a problem, as RFC 9457 asks for: a URI that names its kind. */
export const typeOf = (reason: RequestReason): string => `urn:assent:reason:${reason}`;

/** Why one event of an otherwise good request is not stored. It must not be sent again. */
export const eventReasons = {
  consent_missing: 'Nobody has decided on consent for this installation yet.',
  consent_refused: 'Consent was refused.',
  consent_withdrawn: 'Consent was withdrawn.',
  organization_opted_out: "The organization's administrator has opted out.",
  purpose_not_granted:
    "The event's purpose was not granted, or came with a later notice than the one consented to.",
  installation_erased: 'The installation has been erased.',
  event_unknown: 'The event is not in the catalog.',
  event_invalid: 'The event is not as the catalog declares it.',
  event_too_large: 'The event is too large.',
  time_out_of_range: 'occurred_at lies more than 400 days back or more than one day ahead.',
  not_pseudonymous: 'user_id is neither a GUID nor a hex digest.',
} as const;
/** What `purpose_not_granted` says where the installation did grant it. */
export const takenByOrganization =
  "The installation granted the event's purpose, but its organization's administrator does not allow it.";
export type EventReason = keyof typeof eventReasons;
