import { type Purpose, purposes } from '../../shared/catalog/field.ts';
import type { Collected } from '../../shared/notice/collected.ts';
import type { Facts } from '../../shared/notice/facts.ts';
import { code } from '../../shared/notice/fields.ts';
import { type Language, texts } from '../../shared/notice/languages.ts';
import { whatIsCollected } from '../../shared/notice/list.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import type { Section, Table } from '../../shared/notice/section.ts';
import { de } from './drafts/de.ts';
import { en } from './drafts/en.ts';
import type { DraftTexts, Named } from './drafts/texts.ts';

const drafted = { en, de } satisfies Record<Language, DraftTexts>;

/** A document for those who must agree, as Markdown is made of. */
export type Draft = { title: string; about: string; sections: readonly Section[] };

/** The documents for those who must agree, by the names of their files, from the notice and the facts of a stack. */
export function drafts(
  language: Language,
  { collected, sections, notice_version }: Notice,
  facts: Facts,
): Record<string, Draft> {
  const say = drafted[language];
  const named = namedIn(collected, say);
  const about = say.draft(notice_version);
  const ofPurposes = section('purposes', say.purposes, purposeTable(language, collected));
  const ofNotice = (...ids: string[]) => sections.filter(({ id }) => ids.includes(id));
  const { works_council: annex, record, assessment } = say;
  return {
    'works-council': {
      title: annex.title,
      about,
      sections: [
        section('subject', annex.subject(facts)),
        section('monitoring', annex.monitoring(named)),
        section('excluded', annex.excluded(named)),
        section('employer', annex.employer),
        section('control', annex.control),
        section('to_agree', annex.to_agree(named)),
        ofPurposes,
        ...ofNotice('asked', 'never', 'kept', 'seen', 'stored', 'rights'),
        { ...section('complete', say.complete), sections: whatIsCollected(collected, texts[language]) },
      ],
    },
    'record-of-processing': {
      title: record.title,
      about,
      sections: [
        pairs('entries', record.entries(facts, named)),
        ofPurposes,
        ...ofNotice('kept'),
        section('to_add', record.to_add),
      ],
    },
    'impact-assessment': {
      title: assessment.title,
      about,
      sections: [
        section('description', assessment.description(facts, named)),
        ofPurposes,
        ...ofNotice('seen', 'stored', 'kept', 'never'),
        pairs('criteria', assessment.criteria(named)),
        section('necessity', assessment.necessity),
        pairs('risks', assessment.risks(facts, named)),
        section('to_add', assessment.to_add),
      ],
    },
  };
}

type Said = Pick<Section, 'title' | 'text' | 'list'>;
const section = (id: string, { title, text, list }: Said, table?: Table): Section => ({
  id,
  title,
  text,
  ...(list && { list }),
  ...(table && { table }),
});
const pairs = (
  id: string,
  { head, rows, ...said }: Said & { head: readonly string[]; rows: readonly (readonly string[])[] },
) => section(id, said, { head, rows: rows.map((row) => row.map((cell) => [cell])) });

/** A row a purpose: its name, what for, and by name what it opens. */
function purposeTable(language: Language, collected: Collected): Table {
  const say = drafted[language];
  const listed = (names: readonly string[]) => names.map(code).join(', ') || say.none;
  return {
    head: [say.purpose, say.why, say.fields, say.events],
    rows: purposes.map((purpose) => {
      const { name, why } = texts[language].purposes[purpose];
      return [
        [`${name} (${code(purpose)})`],
        [why],
        [listed(fieldsOf(collected, purpose))],
        [listed(eventsOf(collected, purpose))],
      ];
    }),
  };
}

const fieldsOf = ({ fields }: Collected, purpose: Purpose) =>
  Object.keys(fields).filter((name) => fields[name]?.purpose === purpose);
const eventsOf = ({ events }: Collected, purpose: Purpose) =>
  Object.keys(events).filter((name) => events[name]?.purpose === purpose);

function namedIn(collected: Collected, { none }: DraftTexts): Named {
  const { fields, events } = collected;
  const listed = (names: readonly string[]) => names.map(code).join(', ') || none;
  const identifying = Object.keys(fields).filter(
    (name) => name !== 'event_id' && ['uuid', 'pseudonym'].includes(fields[name]?.type ?? ''),
  );
  const free = [
    ...Object.keys(fields).filter((name) => fields[name]?.free_text),
    ...Object.entries(events).flatMap(([event, { properties }]) =>
      Object.keys(properties)
        .filter((property) => properties[property]?.free_text)
        .map((property) => `${event}.${property}`),
    ),
  ];
  const usage = eventsOf(collected, 'usage');
  const withoutPersons = purposes.filter((purpose) => purpose !== 'persons' && purpose !== 'essential');
  return {
    persons: listed(fieldsOf(collected, 'persons')),
    // A license that one person has is that person's.
    identifiers: listed([...identifying, 'license_id']),
    environment: listed(fieldsOf(collected, 'environment')),
    usage: listed(usage),
    others: listed(Object.keys(events).filter((name) => !usage.includes(name))),
    free: listed(free),
    withoutPersons: `[${withoutPersons.map((purpose) => `"${purpose}"`).join(', ')}]`,
  };
}
