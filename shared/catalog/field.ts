/** What a declared value may be, and what it may be kept for. Everything else follows from declarations of this shape. */

/**
 * Why a value is collected: a closed set, and the unit in which consent is given. `persons` says who it is, and means
 * something only beside another.
 */
export const purposes = ['essential', 'usage', 'persons', 'environment', 'licensing', 'diagnostics'] as const;
export type Purpose = (typeof purposes)[number];

/** The document that asks for a declaration (see docs/decisions.md), or the vendor's own reason. */
type Answers = `${'siemens' | 'revenera' | 'cireson' | 'contract' | 'vendor'}: ${string}`;

/**
 * A string says what it may hold: one of `allowed`, a `pattern` with the same in words, or free text with its reason.
 * The notice prints words and reason. A pattern has no flags: the API description repeats it, and JSON Schema has
 * none. Everything but `allowed` values is scrubbed of addresses.
 */
type Text = { type: 'string' } & (
  | { allowed: readonly string[] }
  | { pattern: RegExp; in_words: string }
  | { free_text: string }
);

/**
 * - `uuid`: stored in lower case · `time`: RFC 3339 with an offset · `pseudonym`: a GUID or a hex digest
 * - `version`: text of at most 64 characters, in which what looks like an IPv4 address is none; otherwise scrubbed
 * - `language`: a BCP 47 tag · `organization`: a name · `megabytes`: memory. Their forms are in shared/forms.
 * - `license_key`: only its keyed digest is stored
 * - `integer`, `number`: zero or more, unless `minimum` says otherwise
 */
export type Type = Text | { type: 'integer' | 'number'; minimum?: number; maximum?: number } | { type: Atom };
const atoms = [
  'boolean',
  'uuid',
  'time',
  'pseudonym',
  'version',
  'language',
  'organization',
  'megabytes',
  'license_key',
] as const;
type Atom = (typeof atoms)[number];
/** The names of all types. */
export const types = ['string', 'integer', 'number', ...atoms] as const satisfies readonly Type['type'][];

type Declared = { description: string; since: number; answers: Answers };

/** A value that a request may hold. `since`: the notice version it came with. */
export type Field = Type & Declared;

/** A value of a request's frame. Beside what an event may hold, it may be a list of purposes. */
export type FrameField = (Type | { type: 'purposes' }) & Declared;

/**
 * A value of the batch rather than of one event. Purpose `any` goes with every accepted event; `essential` marks
 * those few that go with an essential event even where nothing was granted.
 */
export type ContextField = Field & { purpose: Purpose | 'any'; essential?: true };

/** An event that may be sent. An `essential` one carries the vendor's justification, which the notice prints. */
export type EventDeclaration = {
  description: string;
  since: number;
  answers: Answers;
  properties: Readonly<Record<string, Field>>;
} & ({ purpose: Exclude<Purpose, 'essential'> } | { purpose: 'essential'; justification: string });
