import * as vendor from '#vendor/yours';
import { Refused } from '../refused.ts';
import { batchFields, contextFields, eventFields } from './context.ts';
import { wrongEvent, wrongField } from './declared.check.ts';
import { standard } from './standard.ts';
import { isObject } from './validate.ts';

/** Rows that the service writes by itself, under names of its own. */
const service = ['consent_decided', 'erasure_requested', 'fields_ignored'];

/** What yours.ts exports, as Node runs it: without its types, so that it may hold anything. */
type Exported = { yours?: unknown; noticeVersion?: unknown };

/** A sentence for each mistake in a vendor's catalog, and in ours beneath it, with what mends it. */
export function mistakes({ yours, noticeVersion }: Exported = vendor): string[] {
  // Each version has a file, so that they are few.
  if (!Number.isInteger(noticeVersion) || Number(noticeVersion) < 1 || Number(noticeVersion) > 9999)
    return ['noticeVersion must be a whole number: 1, and one more with each new notice.'];
  if (!isObject(yours)) return ['yours must be an object of events by name: {} for none.'];
  const version = Number(noticeVersion);
  const taken = Object.keys(yours).flatMap((name) => {
    if (Object.hasOwn(standard, name))
      return [`${name} is a standard event: send that one, or give yours another name.`];
    return service.includes(name)
      ? [`${name} is a row that the service writes: give the event another name.`]
      : [];
  });
  return [
    ...taken,
    ...Object.entries({ ...batchFields, ...contextFields, ...eventFields }).flatMap(([name, field]) =>
      wrongField(name, field, version),
    ),
    ...Object.entries(standard).flatMap(([name, event]) => wrongEvent(name, event, version)),
    ...Object.entries(yours).flatMap(([name, event]) => wrongEvent(name, event, version)),
  ];
}

const refuse = (found: string[]) => {
  if (found.length > 0) throw new Refused('The catalog (shared/catalog/yours.ts)', found);
};

/** Throws `Refused` where a declaration is wrong. What follows from the catalog may only be loaded once it is not. */
export const checkDeclared = (): void => refuse(mistakes());

/**
 * Throws `Refused` where the catalog can't be used: a declaration is wrong, or claims to stand in a notice that does
 * not say it. Returns a sentence where the notice in force is yet to be released, which is too early to deploy.
 */
export async function checkCatalog(): Promise<string | undefined> {
  checkDeclared();
  const { unreleased, untold } = await import('../notice/released.check.ts');
  refuse(await untold());
  return unreleased();
}
