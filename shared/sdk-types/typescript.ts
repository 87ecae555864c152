import type { Model, Property } from './model.ts';
import { comment } from './type.ts';

const types = { text: 'string', integer: 'number', number: 'number', boolean: 'boolean' };
const typeOf = ({ type, allowed }: Property): string =>
  allowed?.map((value) => `'${value.replace(/[\\']/g, '\\$&')}'`).join(' | ') ?? types[type];

/** The vendor's part of the SDK: the catalog's events, and the texts to ask with. The SDK knows where its service is. */
export function typescript({ purposes, events: all, noticeVersion, dialogs }: Model): string {
  const events = all.map(({ name, description, properties }) => {
    const fields = properties.map(
      (property) => `${comment(property.description, '    ')}    ${property.name}?: ${typeOf(property)};\n`,
    );
    return `${comment(description, '  ')}  ${name}: {\n${fields.join('')}  };\n`;
  });
  // By themselves pairs: for `constructor` a type of all objects would stand in the way.
  const known = all.map(({ name, purpose, since }) => `  ${name}: ['${purpose}', ${since}] as const,\n`);
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
export const dialogs = ${JSON.stringify(dialogs, null, 2)};
`;
}
