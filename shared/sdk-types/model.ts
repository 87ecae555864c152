import { settings } from '#vendor/settings';
import { catalog, noticeVersion } from '../catalog/catalog.ts';
import { type Field, type Purpose, purposes } from '../catalog/field.ts';
import { dialog } from '../notice/dialog.ts';
import { type Language, languages } from '../notice/languages.ts';
import { type BuildMachines, buildMachines } from './build-machines.ts';

/** What a property may hold: text, of `allowed` where there are such; numbers are zero or more. All are optional. */
export type Property = {
  name: string;
  description: string;
  type: 'text' | 'integer' | 'number' | 'boolean';
  allowed: readonly string[] | undefined;
};
/** `since`: the version of the notice it came with. */
type Event = {
  name: string;
  purpose: Purpose;
  since: number;
  description: string;
  properties: readonly Property[];
};
export type Dialog = ReturnType<typeof dialog>;

/** The vendor's part of an SDK, from which each language's emitter writes its file. */
export type Model = {
  purposes: readonly Purpose[];
  events: readonly Event[];
  /** The version of the notice that the dialogs ask for. */
  noticeVersion: number;
  /** What to ask with, by language, English first. `{notice}` stands for the address of the notice. */
  dialogs: Readonly<Record<Language, Dialog>>;
  buildMachines: BuildMachines;
};

const numbers: readonly string[] = ['integer', 'number', 'boolean'] satisfies Property['type'][];
const propertyOf = ([name, field]: [string, Field]): Property => ({
  name,
  description: field.description,
  type: numbers.includes(field.type) ? (field.type as Property['type']) : 'text',
  allowed: 'allowed' in field ? field.allowed : undefined,
});

/** The model of the catalog and the settings in force. */
export const model = (): Model => ({
  purposes,
  events: [...catalog].map(([name, { purpose, since, description, properties }]) => ({
    name,
    purpose,
    since,
    description,
    properties: Object.entries(properties).map(propertyOf),
  })),
  noticeVersion,
  dialogs: Object.fromEntries(
    languages.map((language) => [language, dialog(language, settings.vendor.name, '{notice}')]),
  ) as Record<Language, Dialog>,
  buildMachines,
});
