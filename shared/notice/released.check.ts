import { isDeepStrictEqual } from 'node:util';
import { released } from '#vendor/released';
import { noticeVersion } from '../catalog/catalog.ts';
import { unannounced } from './changes.ts';
import { type Collected, collected, versions } from './collected.ts';

/** What a version was released with, or undefined where it was not. */
const kept = (version: number): Promise<Collected | undefined> => released(version).catch(() => undefined);

/** A sentence for each thing that people who were asked by a released notice were not told, although its since says so. */
export async function untold(of: readonly number[] = versions): Promise<string[]> {
  for (const version of of) {
    const then = await kept(version);
    const inForce = version === noticeVersion;
    if (!then && inForce) continue;
    if (!then) return [`noticeVersion must go up by one: notice ${version} was never released.`];
    const found = unannounced(collected, then, version, inForce ? version + 1 : noticeVersion);
    if (found.length > 0) return inForce ? [...found, afresh] : found;
  }
  return [];
}

const afresh = [
  `Raise noticeVersion to ${noticeVersion + 1} for that;`,
  `or, if nobody was asked by notice ${noticeVersion} yet: npm run notice -- --release --overwrite.`,
].join(' ');

/** A sentence where the notice in force is not released, or not as it reads now. */
export async function unreleased(): Promise<string | undefined> {
  const then = await kept(noticeVersion);
  if (!then) return `Notice ${noticeVersion} is not released: npm run notice -- --release.`;
  return isDeepStrictEqual(then, JSON.parse(JSON.stringify(collected)))
    ? undefined
    : `Notice ${noticeVersion} was released otherwise: npm run notice -- --release --overwrite, or raise noticeVersion.`;
}
