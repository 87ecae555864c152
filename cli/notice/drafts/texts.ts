import type { Facts } from '../../../shared/notice/facts.ts';
import type { Said } from '../../../shared/notice/texts.ts';

/** Rows of two cells, under a heading. */
type Pairs = Said & { head: readonly [string, string]; rows: readonly (readonly [string, string])[] };

/** What the drafts take from the catalog: names as code, joined by commas. */
export type Named = {
  /** Fields that say who it is. */
  persons: string;
  /** Identifiers of a machine, a run, a user, or a license. */
  identifiers: string;
  /** Fields of the machine's environment. */
  environment: string;
  /** Events that tell what somebody did with the product. */
  usage: string;
  /** All other events: each has a time as well. */
  others: string;
  /** Free text: fields of every event, and an event's own as event and property. */
  free: string;
  /** All purposes but `persons` and `essential`, as JSON. */
  withoutPersons: string;
};

/** All that a language has to say in the drafts; texts as those of the notice. */
export type DraftTexts = {
  draft: (version: number) => string;
  none: string;
  purpose: string;
  why: string;
  fields: string;
  events: string;
  purposes: Said;
  complete: Said;

  works_council: {
    title: string;
    subject: (facts: Facts) => Said;
    monitoring: (named: Named) => Said;
    excluded: (named: Named) => Said;
    employer: Said;
    control: Said;
    to_agree: (named: Named) => Said;
  };
  record: { title: string; entries: (facts: Facts, named: Named) => Pairs; to_add: Said };
  assessment: {
    title: string;
    description: (facts: Facts, named: Named) => Said;
    criteria: (named: Named) => Pairs;
    necessity: Said;
    risks: (facts: Facts, named: Named) => Pairs;
    to_add: Said;
  };
};
