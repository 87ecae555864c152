// Made by `npm run sdk-types` of shared/api. Change that.

/** What `PUT /v1/consent` takes. */
export type Decision = {
  /** A random ID made at the first start, never from hardware. */
  installation_id: string;
  /** The customer's name or domain, stored in lower case. */
  organization_id?: string;
  /** What was decided. */
  decision: 'granted' | 'refused' | 'withdrawn';
  /** What was granted; of no meaning with a refusal or withdrawal. */
  purposes?: readonly ('essential' | 'usage' | 'persons' | 'environment' | 'licensing' | 'diagnostics')[];
  /** The version of the notice that was shown. */
  notice_version: number;
  /** Its language, as a BCP 47 tag. */
  notice_language?: string;
  /** Who decided. */
  decided_by: 'user' | 'administrator';
  /** When it was decided. Later than now counts as now. */
  decided_at: string;
  /** With a withdrawal: also starts an erasure. */
  erase?: boolean;
};

/** What `PUT /v1/consent` answers. */
export type Receipt = {
  /** Follows from the decision: sent again, it is the same. */
  receipt_id: string;
  /** A random ID made at the first start, never from hardware. */
  installation_id: string;
  decision: 'granted' | 'refused' | 'withdrawn';
  purposes: readonly ('essential' | 'usage' | 'persons' | 'environment' | 'licensing' | 'diagnostics')[];
  /** Of those granted, what the organization allows; `persons` only beside another purpose. */
  effective_purposes: readonly ('essential' | 'usage' | 'persons' | 'environment' | 'licensing' | 'diagnostics')[];
  notice_version: number;
  /** When it first reached us. */
  recorded_at: string;
  /** A compact JWS (EdDSA) over a record of it in JSON-LD, which the keys of `GET /v1/keys` verify. Absent where none can be made now; asked for again, it is the same. */
  proof?: string;
  /** What was left out because it could not be taken: declared fields by their paths, without index, and `*` for what nobody declared. */
  ignored?: readonly string[];
};

/** What `POST /v1/events` takes. */
export type Batch = {
  /** When it was sent, by the sender's clock. */
  sent_at: string;
  /** A random ID made at the first start, never from hardware. */
  installation_id: string;
  /** The customer's name or domain, stored in lower case. */
  organization_id?: string;
  context?: {
    /** The version of the product. */
    product_version?: string;
    /** The edition of the product. */
    product_edition?: string;
    /** The build of the product. */
    product_build?: string;
    /** The SDK that sends. */
    sdk_name?: string;
    /** The version of that SDK. */
    sdk_version?: string;
    /** Whether this is a build machine; reports leave those out. */
    ci?: boolean;
    /** The language of the user interface, as a BCP 47 tag. Stored when `environment` is granted. */
    language?: string;
    /** The operating system. Stored when `environment` is granted. */
    os_name?: string;
    /** The version of the operating system. Stored when `environment` is granted. */
    os_version?: string;
    /** The architecture of the processor. Stored when `environment` is granted. */
    architecture?: string;
    /** Processor cores. Stored when `environment` is granted. */
    cpu_cores?: number;
    /** Memory of the machine in MB. Stored when `environment` is granted. */
    memory_mb?: number;
    /** The graphics processor. Stored when `environment` is granted. */
    gpu_name?: string;
    /** Width of the main screen in pixels. Stored when `environment` is granted. */
    screen_width?: number;
    /** Height of the main screen in pixels. Stored when `environment` is granted. */
    screen_height?: number;
    /** The type of the machine, such as desktop or server. Stored when `environment` is granted. */
    device_type?: string;
  };
  /** An event that does not match its schema is rejected on its own, in the 202; the rest of the batch is unaffected. */
  events: readonly Event[];
};

/** What `POST /v1/events` answers. */
export type Outcome = {
  /** How many events are durably in the stream. */
  accepted: number;
  /** What was left out because it could not be taken: declared fields by their paths, without index, and `*` for what nobody declared. */
  ignored: readonly string[];
  /** These must not be sent again. */
  rejected: readonly {
    /** The place of the event in the batch, from 0. */
    index: number;
    /**
     * - `consent_missing`: Nobody has decided on consent for this installation yet.
     * - `consent_refused`: Consent was refused.
     * - `consent_withdrawn`: Consent was withdrawn.
     * - `organization_opted_out`: The organization's administrator has opted out.
     * - `purpose_not_granted`: The event's purpose was not granted, or came with a later notice than the one consented to.
     * - `installation_erased`: The installation has been erased.
     * - `event_unknown`: The event is not in the catalog.
     * - `event_invalid`: The event is not as the catalog declares it.
     * - `event_too_large`: The event is too large.
     * - `time_out_of_range`: occurred_at lies more than 400 days back or more than one day ahead.
     * - `not_pseudonymous`: user_id is neither a GUID nor a hex digest.
     */
    reason: 'consent_missing' | 'consent_refused' | 'consent_withdrawn' | 'organization_opted_out' | 'purpose_not_granted' | 'installation_erased' | 'event_unknown' | 'event_invalid' | 'event_too_large' | 'time_out_of_range' | 'not_pseudonymous';
    /** For people. Repeats nothing that was sent. */
    detail: string;
    /** Of the event, if it has one that is a UUID. */
    event_id?: string;
  }[];
  consent: {
    status: 'none' | 'granted' | 'refused' | 'withdrawn' | 'erased';
    /** The effective ones. */
    purposes: readonly ('essential' | 'usage' | 'persons' | 'environment' | 'licensing' | 'diagnostics')[];
    /** Of the notice in force. */
    notice_version: number;
  };
  /** A throttle directive that the vendor may set; clients obey it. */
  next?: {
    /** How long to send nothing. */
    after_seconds: number;
    /** Events to send no more, by their names. */
    drop: readonly string[];
  };
};

/** What `POST /v1/exports` takes. */
export type Subject = {
  /** A random ID made at the first start, never from hardware. */
  installation_id: string;
  /** Of the installation's rows only this user's. */
  user_id?: string;
};

/** What `POST /v1/exports` answers. */
export type ExportStarted = {
  export_id: string;
  status: 'running';
};

/** What `GET /v1/exports/{export_id}` answers. */
export type Export = {
  status: 'running' | 'completed';
  /** As they are stored. */
  rows: readonly object[];
  /** Every decision, oldest first: with its `number`, from 1, of the `total`, and a `proof` of it, over the same record as that of its receipt, and these two. */
  consent_history: readonly object[];
  /** Where there are more rows: what to send as `page`. */
  next_page?: string;
};

/** What `POST /v1/erasures` answers. */
export type Erasure = {
  erasure_id: string;
  status: 'received' | 'removed_from_reports' | 'completed';
  /** When it will be completed at the latest. */
  due_at: string;
  /** Once it is completed. A compact JWS (EdDSA) over a record of it in JSON-LD, which the keys of `GET /v1/keys` verify. Absent where none can be made now; asked for again, it is the same. */
  proof?: string;
};

/** An event of a batch. */
export type Event = {
  /** Makes the event count once. */
  event_id: string;
  /** Which event of the catalog it is. */
  event_name: string;
  /** When it happened. */
  occurred_at: string;
  /** Counts the events of the installation, so that losses show. */
  sequence?: number;
  /** A random ID for one run of the product. Stored when `usage` is granted. */
  session_id?: string;
  /** A GUID or a digest that stands for the user. Stored when `persons` is granted. */
  user_id?: string;
  /** The user's role in the product. Stored when `persons` is granted. */
  user_role?: string;
  properties?: Readonly<Record<string, string | number | boolean>>;
};

/** Why a request is refused, as a problem (RFC 9457) says. */
export type Reason = 'body_invalid' | 'credential_missing' | 'credential_unknown' | 'secret_mismatch' | 'not_found' | 'installation_erased' | 'body_too_large' | 'too_many_events' | 'content_type_unsupported' | 'unavailable';
