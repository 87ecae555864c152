import { existsSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stop } from '../../operator/program.ts';
import { noticeVersion } from '../../shared/catalog/catalog.ts';
import { collected, versions } from '../../shared/notice/collected.ts';
import { unreleased, untold } from '../../shared/notice/released.check.ts';

const folder = fileURLToPath(import.meta.resolve('#vendor/released')).replace(/\.ts$/, '');
const path = join(folder, `${noticeVersion}.json`);

/** Keeps what the notice in force lets be collected: it is served from there once a later one has replaced it. */
export async function release(overwrite = false): Promise<void> {
  const kept = existsSync(path) && !overwrite;
  const found = await untold(kept ? versions : versions.slice(0, -1));
  if (found.length > 0) throw new Stop(found.join('\n'));
  const why = await unreleased();
  if (!why) return console.log(`Notice ${noticeVersion} is released as it is.`);
  if (kept) throw new Stop(why);
  writeFileSync(path, `${JSON.stringify(collected, null, 2)}\n`);
  console.log(`Wrote ${relative(resolve(import.meta.dirname, '..', '..'), path)}: commit it.`);
}
