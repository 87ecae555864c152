import { type Language } from '../../shared/notice/languages.ts';
import { notice } from '../../shared/notice/notice.ts';
import type { Line, Section } from '../../shared/notice/section.ts';
import { settings } from '../../shared/settings.ts';

/** What the notice says of a stack, as the settings have it. */
export const facts = { ...settings, region: 'us-east-1' };

/** Every section with its parts, whatever their depth. */
const all = (sections: readonly Section[]): Section[] =>
  sections.flatMap((section) => [section, ...all(section.sections ?? [])]);

/** A section of the notice in force. */
export async function sectionOf(id: string, language: Language): Promise<Section> {
  const { sections } = await notice(1, language, facts);
  const found = all(sections).find((section) => section.id === id);
  if (!found) throw new Error(`The notice has no section ${id}.`);
  return found;
}

/** All that a section says, a line each. */
export function plainText(of: { sections: readonly Section[] } | readonly Section[] | Section | undefined): string {
  if (!of) return '';
  if (!Array.isArray(of) && !('id' in of)) return plainText((of as { sections: readonly Section[] }).sections);
  const line = (each: Line) => (typeof each === 'string' ? each : each.text);
  return all(Array.isArray(of) ? of : [of as Section])
    .flatMap(({ title, text, list = [], table }) => [
      title,
      ...[...text, ...list, ...(table?.head ?? []), ...(table?.rows.flat(2) ?? [])].map(line),
    ])
    .join('\n');
}
