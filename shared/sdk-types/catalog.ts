import { settings } from '#vendor/settings';
import { catalog, noticeVersion } from '../catalog/catalog.ts';
import { type Field, purposes } from '../catalog/field.ts';
import { dialog } from '../notice/dialog.ts';
import { languages } from '../notice/languages.ts';
import { comment } from './type.ts';

const types: Record<string, string> = { integer: 'number', number: 'number', boolean: 'boolean' };
const typeOf = (field: Field): string =>
  'allowed' in field
    ? field.allowed.map((value) => `'${value.replace(/[\\']/g, '\\$&')}'`).join(' | ')
    : (types[field.type] ?? 'string');

/** The vendor's part of the SDK: the catalog's events, and the texts to ask with. The SDK knows where its service is. */
export function vendorsPart(): string {
  const events = [...catalog].map(([name, { description, properties }]) => {
    const fields = Object.entries(properties).map(
      ([property, field]) => `${comment(field.description, '    ')}    ${property}?: ${typeOf(field)};\n`,
    );
    return `${comment(description, '  ')}  ${name}: {\n${fields.join('')}  };\n`;
  });
  const known = [...catalog].map(([name, { purpose, since }]) => `  ${name}: ['${purpose}', ${since}],\n`);
  const { vendor } = settings;
  const dialogs = languages.map((language) => [language, dialog(language, vendor.name, '{notice}')]);
  return `// Made by \`npm run sdk-types\` of shared/catalog and shared/settings.ts. Change those.

/** Why something is collected: the unit in which consent is given. */
export const purposes = [${purposes.map((purpose) => `'${purpose}'`).join(', ')}] as const;
export type Purpose = (typeof purposes)[number];

/** What may be sent: events with their properties. */
export type Events = {
${events.join('')}};

/** Of each event its purpose, and the version of the notice it came with. */
export const events: Readonly<Record<string, readonly [Purpose, number]>> = {
${known.join('')}};

/** The version of the notice that the dialogs ask for. */
export const noticeVersion = ${noticeVersion};

/** What to ask with. \`{notice}\` stands for the address of the notice. */
export const dialogs = ${JSON.stringify(Object.fromEntries(dialogs), null, 2)};
`;
}
