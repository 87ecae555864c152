import { settings } from '#vendor/settings';
import { noticeVersion } from '../../shared/catalog/catalog.ts';
import type { Facts } from '../../shared/notice/facts.ts';
import type { Language } from '../../shared/notice/languages.ts';
import { notice } from '../../shared/notice/notice.ts';
import type { Line, Section } from '../../shared/notice/section.ts';

/** What the notice says of a stack, by the settings. */
export const facts: Facts = { ...settings, region: 'us-east-1' };

/** A section with its parts, and theirs. */
const all = (section: Section): Section[] => [section, ...(section.sections ?? []).flatMap(all)];
const words = (line: Line) => (typeof line === 'string' ? line : line.text);
const lines = ({ title, text, list = [], table }: Section) =>
  [title, ...text, ...list, ...(table?.head ?? []), ...(table?.rows.flat(2) ?? [])].map(words);

/** What a section of the notice in force says with all its parts, a line each; without an `id`, the whole notice. */
export async function said(language: Language, id?: string, of = facts): Promise<string[]> {
  const { sections } = await notice(noticeVersion, language, of);
  if (!id) return sections.flatMap(all).flatMap(lines);
  const found = sections.flatMap(all).find((section) => section.id === id);
  if (!found) throw new Error(`The notice has no section ${id}.`);
  return all(found).flatMap(lines);
}
