import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Stop } from '../../operator/program.ts';
import { noticeVersion } from '../../shared/catalog/catalog.ts';
import { unannounced } from '../../shared/notice/changes.ts';
import { collected, released, versions } from '../../shared/notice/collected.ts';

const file = join('shared', 'notice', 'released', `${noticeVersion}.json`);
const path = resolve(import.meta.dirname, '..', '..', file);

/** Keeps what the notice in force lets be collected: it is served from there once a later one has replaced it. */
export async function release(overwrite = false): Promise<void> {
  for (const version of versions.slice(0, -1)) await holdTo(version, raiseSince);
  if (existsSync(path)) {
    if (isDeepStrictEqual(await released(noticeVersion), collected))
      return console.log(`Notice ${noticeVersion} is released as it is.`);
    if (!overwrite) {
      await holdTo(noticeVersion, raiseVersion);
      throw new Stop(`Notice ${noticeVersion} was released with other words, or with more.\n${raiseVersion}`);
    }
  }
  writeFileSync(path, `${JSON.stringify(collected, null, 2)}\n`);
  console.log(`Wrote ${file}: commit it.`);
}

/** Stops where something is collected that a released notice did not announce. */
async function holdTo(version: number, whatToDo: string): Promise<void> {
  const found = unannounced(collected, await released(version), version);
  if (found.length > 0) throw new Stop([...found, whatToDo].join('\n'));
}

const raiseSince = `Give what is new, or has another meaning, since: ${noticeVersion} in shared/catalog.`;
const raiseVersion = [
  `Raise noticeVersion in shared/catalog/yours.ts, and give what is new, or has another meaning, since: ${noticeVersion + 1}.`,
  `Only if nobody was asked by notice ${noticeVersion} yet, or if its words alone have changed: add --overwrite.`,
].join('\n');
