import { decisionFrame } from '../bodies.ts';
import { purposes } from '../catalog/field.ts';
import { type Collected, type CollectedContext, type CollectedField, plain } from './collected.ts';
import { type Language, texts } from './languages.ts';
import type { Line, Section, Table } from './section.ts';

/** What is collected, field by field: with every event, then by the purposes that consent is given to. */
export function whatIsCollected({ fields, events }: Collected, language: Language): Section[] {
  const say = texts[language];
  const translated = (text: string): Line => {
    const found = say.translations[text];
    return found ?? (language === 'en' ? text : { lang: 'en', text });
  };

  /** Our words and the catalog's: in one line where both are in one language. */
  function joined(ours: string, catalogs: string): Line[] {
    const line = translated(catalogs);
    return typeof line === 'string' ? [`${ours} ${line}`] : [ours, line];
  }

  /** What a field says, and what it may hold. */
  const content = (field: CollectedField): Line[] => [
    translated(field.description),
    ...holds(field),
    ...(field.since > 1 ? [say.since(field.since)] : []),
  ];
  function holds({ type, allowed, in_words, free_text, minimum, maximum }: CollectedField): Line[] {
    if (allowed) return [`${say.one_of} ${allowed.map(code).join(', ')}`];
    if (in_words) return [translated(in_words)];
    if (free_text) return joined(say.free_text, free_text);
    return [
      ...(type === 'string' ? [] : [say.types[type]]),
      ...(minimum === undefined ? [] : [say.at_least(minimum)]),
      ...(maximum === undefined ? [] : [say.at_most(maximum)]),
    ];
  }

  const table = (of: Readonly<Record<string, CollectedField>>, more: Record<string, string> = {}): Table => ({
    head: [say.field, say.content],
    rows: [
      ...Object.entries(of).map(([name, field]) => [[code(name)], content(field)]),
      ...Object.entries(more).map(([name, words]) => [[code(name)], [words]]),
    ],
  });
  const ofPurpose = (purpose: CollectedContext['purpose']) =>
    Object.fromEntries(Object.entries(fields).filter(([, field]) => field.purpose === purpose));

  const eventSections = (purpose: string): Section[] =>
    Object.entries(events)
      .filter(([, event]) => event.purpose === purpose)
      .map(([name, { description, since, justification, properties }]) => ({
        id: `event-${name}`,
        title: code(name),
        text: [
          translated(description),
          ...(justification ? joined(say.justification, justification) : []),
          ...(since > 1 ? [say.since(since)] : []),
        ],
        ...(Object.keys(properties).length > 0 && { table: table(properties) }),
      }));

  const { license_id, ...always } = say.added;
  const withEssential = [
    ...Object.keys(fields).filter((name) => fields[name]?.essential),
    ...Object.keys(always),
  ].map(code);
  const purposeSections = purposes.map((purpose): Section => {
    const { name, why, legal_basis } = say.purposes[purpose];
    const own = ofPurpose(purpose);
    const sections = eventSections(purpose);
    const about =
      sections.length === 0 ? [say.no_event] : purpose === 'essential' ? [say.only(withEssential)] : [];
    return {
      id: `purpose-${purpose}`,
      title: `${name} (${code(purpose)})`,
      text: [why, `${say.legal_basis} ${legal_basis}`, ...about],
      ...(Object.keys(own).length > 0 && { table: table(own) }),
      sections,
    };
  });

  return [
    { id: 'with_every_event', ...say.with_every_event, table: table(ofPurpose('any'), say.added) },
    ...purposeSections,
    { id: 'decision', ...say.decision, table: table(decided) },
  ];
}

/** The versions that a decision may name are no news to whoever reads one of them. */
const decided = Object.fromEntries(
  Object.entries(decisionFrame.fields).map(([name, field]) => {
    const { minimum, maximum, ...rest } = plain(field);
    return [name, rest];
  }),
);

/** A name or value as code. Where a value has a backtick itself, only quotes are left to set it off. */
const code = (text: string) => (text.includes('`') ? `“${text}”` : `\`${text}\``);
