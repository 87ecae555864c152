import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { main } from '../operator/program.ts';
import { catalog, noticeVersion } from '../shared/catalog/catalog.ts';
import { type Field, purposes } from '../shared/catalog/field.ts';
import { dialog } from '../shared/notice/dialog.ts';
import { languages } from '../shared/notice/languages.ts';
import { settings } from '../shared/settings.ts';

const types: Record<string, string> = { integer: 'number', number: 'number', boolean: 'boolean' };
const typeOf = (field: Field): string =>
  'allowed' in field
    ? field.allowed.map((value) => `'${value}'`).join(' | ')
    : (types[field.type] ?? 'string');
const said = (text: string, indent: string) => `${indent}/** ${text.replaceAll('*/', '* /')} */\n`;

/** The vendor's part of the SDK: the catalog's events, and the texts to ask with. The SDK knows where its service is. */
function source(): string {
  const events = [...catalog].map(([name, { description, properties }]) => {
    const fields = Object.entries(properties).map(
      ([property, field]) => `${said(field.description, '    ')}    ${property}?: ${typeOf(field)};\n`,
    );
    return `${said(description, '  ')}  ${name}: {\n${fields.join('')}  };\n`;
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

const file = relative(process.cwd(), join(import.meta.dirname, '..', 'sdk', 'src', 'catalog.ts'));

await main(
  new Command('npm run sdk-types --')
    .description(
      "Writes the vendor's part of the SDK: the types of the catalog's events, and the texts to ask with.",
    )
    .option('--out <file>', 'write here', file)
    .action(({ out }: { out: string }) => {
      writeFileSync(out, source());
      console.log(out);
    }),
);
