import { noticeVersion } from '../catalog/catalog.ts';
import { purposes } from '../catalog/field.ts';
import { type Language, texts } from './languages.ts';

/** What to ask with, in a language: a box for each purpose, and one for an administrator. All begin unchecked. */
export function dialog(language: Language, vendor: string, address: string) {
  const { dialog, purposes: named } = texts[language];
  const { user, administrator } = dialog(vendor, address);
  const asked = purposes
    .filter((purpose) => purpose !== 'essential')
    .map((purpose) => ({ purpose, checkbox: named[purpose].name, text: named[purpose].why, checked: false }));
  return {
    language,
    notice_version: noticeVersion,
    user: { ...user, purposes: asked },
    administrator: { ...administrator, checked: false },
  };
}
