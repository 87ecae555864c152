import type { Purpose } from '../catalog/field.ts';
import type { Facts } from './facts.ts';

/** A section: its heading, its paragraphs, and the items of its list. */
export type Said = { title: string; text: readonly string[]; list?: readonly string[] };

/** A purpose to people: its name, what it is good for, and why the law lets the data be used. */
type PurposeTexts = { name: string; why: string; legal_basis: string };

/**
 * All that a language has to say: a file that leaves one out does not pass the type check. Texts may hold `code` and
 * <links>, as in Markdown, and nothing else of it.
 */
export type Texts = {
  /** The language's name for itself. */
  language: string;
  version: (version: number) => string;
  /**
   * The catalog's own words in this language, by those words: so a text that was changed is never shown with an old
   * translation. What has none is shown in English.
   */
  translations: Readonly<Record<string, string>>;

  title: string;
  in_force: (version: number) => string;
  earlier: (version: number, inForce: number) => string;
  who: (facts: Facts) => Said;
  asked: Said;

  collected: Said;
  /** The heads of a table of fields. */
  field: string;
  content: string;
  with_every_event: Said;
  /** What the service adds to an event by itself, by the names of the columns. */
  added: Readonly<Record<Added, string>>;
  purposes: Readonly<Record<Purpose, PurposeTexts>>;
  legal_basis: string;
  no_event: string;
  justification: string;
  since: (version: number) => string;
  /** Which of the fields that go with every event go with an essential one. */
  only: (fields: readonly string[]) => string;
  decision: Said;

  one_of: string;
  free_text: string;
  at_least: (minimum: number) => string;
  at_most: (maximum: number) => string;
  types: Readonly<Record<Typed, string>>;

  never: Said;
  kept: Said;
  /** The heads of the table of what is kept, and its rows. */
  what: string;
  how_long: string;
  periods: (facts: Facts) => readonly (readonly [string, string])[];
  seen: (facts: Facts) => Said;
  stored: (facts: Facts) => Said;
  opt_out: (facts: Facts) => Said;
  opt_out_administrator: (facts: Facts) => Said;
  rights: (facts: Facts) => Said;

  eula: (vendor: string, address: string) => Said;
  dialog: (vendor: string, address: string) => DialogTexts;
};

/** Columns of `events` that no client sends. */
type Added =
  | 'product'
  | 'test'
  | 'version_key'
  | 'occurred_at_sent'
  | 'received_at'
  | 'event_day'
  | 'license_id'
  | 'properties';
/** Types that a word or two explain; a string says for itself what it may hold. */
type Typed =
  | 'integer'
  | 'number'
  | 'boolean'
  | 'uuid'
  | 'time'
  | 'pseudonym'
  | 'version'
  | 'language'
  | 'organization'
  | 'megabytes'
  | 'license_key'
  | 'purposes';

/** What an installation shows to ask with. Every box begins unchecked, and both buttons look alike. */
type DialogTexts = {
  user: Said & { accept: string; refuse: string };
  administrator: Said & { checkbox: string };
};
