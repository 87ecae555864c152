import { settings } from '#vendor/settings';
import { catalog, noticeVersion } from '../catalog/catalog.ts';
import { type Field, type Purpose, purposes } from '../catalog/field.ts';
import { dialog } from '../notice/dialog.ts';
import { type Language, languages } from '../notice/languages.ts';
import { type BuildMachines, buildMachines } from './build-machines.ts';

/**
 * What a property may hold: text, of `allowed` where there are such; numbers are zero or more. All are optional; a typed
 * call says `default` where the program says nothing.
 */
export type Property = {
  name: string;
  description: string;
  type: 'text' | 'integer' | 'number' | 'boolean';
  allowed: readonly string[] | undefined;
  default: string | number | undefined;
};
/** `since`: the version of the notice it came with. */
export type Event = {
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

/** What the calls of sdk/src/standard.ts say unless told. */
const defaults: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  user_logged_in: { outcome: 'success' },
  license_activated: { outcome: 'success' },
  license_checked: { outcome: 'success' },
  license_checked_out: { outcome: 'success' },
  license_returned: { outcome: 'success' },
  device_reported: { count: 1 },
  content_downloaded: { count: 1 },
};

const numbers: readonly string[] = ['integer', 'number', 'boolean'] satisfies Property['type'][];
const propertyOf = (event: string, [name, field]: [string, Field]): Property => ({
  name,
  description: field.description,
  type: numbers.includes(field.type) ? (field.type as Property['type']) : 'text',
  allowed: 'allowed' in field ? field.allowed : undefined,
  default: defaults[event]?.[name],
});

/** The model of the catalog and the settings in force. */
export const model = (): Model => ({
  purposes,
  events: [...catalog].map(([name, { purpose, since, description, properties }]) => ({
    name,
    purpose,
    since,
    description,
    properties: Object.entries(properties).map((property) => propertyOf(name, property)),
  })),
  noticeVersion,
  dialogs: Object.fromEntries(
    languages.map((language) => [language, dialog(language, settings.vendor.name, '{notice}')]),
  ) as Record<Language, Dialog>,
  buildMachines,
});
