import { noticeVersion } from '../catalog/catalog.ts';
import type { Settings } from '../settings.ts';
import { type Collected, collectedBy, versions } from './collected.ts';
import type { Facts } from './facts.ts';
import { type Language, languages, texts } from './languages.ts';
import { whatIsCollected } from './list.ts';
import type { Line, Section } from './section.ts';
import type { Said, Texts } from './texts.ts';

/** A version of the notice in a language, as `GET /v1/notice` gives it in JSON; the other forms are made from it. */
export type Notice = {
  notice_version: number;
  /** All that there are; the last is in force. */
  versions: readonly number[];
  language: Language;
  languages: readonly Language[];
  title: string;
  vendor: Settings['vendor'];
  /** Which version this is, in words. */
  about: string;
  /** What is collected, for programs: the catalog. */
  collected: Collected;
  /** The notice for people. */
  sections: readonly Section[];
};

/** The notice of a version that there is. */
export async function notice(version: number, language: Language, facts: Facts): Promise<Notice> {
  const collected = await collectedBy(version);
  const say = texts[language];
  return {
    notice_version: version,
    versions,
    language,
    languages,
    title: say.title,
    vendor: facts.vendor,
    about: version === noticeVersion ? say.in_force(version) : say.earlier(version, noticeVersion),
    collected,
    sections: [
      section('who', say.who(facts)),
      section('asked', say.asked),
      section('opt_out', say.opt_out(facts)),
      section('opt_out_administrator', say.opt_out_administrator(facts)),
      section('rights', say.rights(facts)),
      section('seen', say.seen(facts)),
      section('stored', say.stored(facts)),
      { ...section('kept', say.kept), table: kept(facts, say) },
      section('never', say.never),
      // The longest comes last.
      { ...section('collected', say.collected), sections: whatIsCollected(collected, say) },
    ],
  };
}

const section = (id: string, said: Said): Section => ({ id, ...said });

function kept(facts: Facts, { what, how_long, periods }: Texts) {
  const rows = periods(facts).map((row) => row.map((cell): Line[] => [cell]));
  return { head: [what, how_long], rows };
}
