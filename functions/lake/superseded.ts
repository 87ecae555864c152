import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { evidencePrefix, tablesPrefix } from '../../shared/lake.ts';
import { dailyTables } from '../../shared/tables.ts';
import { environment } from '../platform/environment.ts';
import { deleteObject, getObject, listObjects, putObject } from '../platform/objects.ts';
import type { Work } from './lease.ts';
import { type Open, openOnes, setStatuses } from './open-erasures.ts';
import { dataFiles, deleteFiles } from './statements.ts';

const noteKey = (note: string) => `${evidencePrefix}${note}.json.gz`;

/**
 * After the deletion and the rewriting that follows it: notes the objects below each table that its metadata no longer
 * names, since only those can still hold the rows. Waits while a file of deletions is in force.
 */
export async function noteSuperseded({ lease, now }: Work): Promise<void> {
  const waiting = (await openOnes(lease)).filter(
    ({ status, note }) => status === 'removed_from_reports' && note === undefined,
  );
  if (waiting.length === 0) return;
  const named = new Set<unknown>();
  for (const table of dailyTables) {
    const [left] = await lease.rows(deleteFiles(table));
    if (left?.files !== 0) return;
    for await (const files of lease.parts(dataFiles(table)))
      for (const { file_path } of files) named.add(file_path);
  }
  const superseded = (await present()).filter((key) => !named.has(`s3://${environment.bucket}/${key}`));
  const note = randomUUID();
  await putObject(noteKey(note), gzipSync(JSON.stringify(superseded)));
  await setStatuses(waiting, { note, noted_at: now });
}

/** Of these notes those of which no object exists any more. */
export async function vanished(notes: ReadonlySet<string>): Promise<Set<string>> {
  const there = new Set(notes.size > 0 ? await present() : []);
  const gone = new Set<string>();
  for (const note of notes) {
    const keys: string[] = JSON.parse(gunzipSync(await getObject(noteKey(note))).toString());
    if (!keys.some((key) => there.has(key))) gone.add(note);
  }
  return gone;
}

/** Deletes the notes that none of these erasures waits for. */
export async function tidyNotes(open: readonly Open[]): Promise<void> {
  const waited = new Set(open.map(({ note }) => note && noteKey(note)));
  for await (const { key } of listObjects(evidencePrefix)) if (!waited.has(key)) await deleteObject(key);
}

/** The data files that exist, whatever the tables' metadata says. */
async function present(): Promise<string[]> {
  const keys: string[] = [];
  for (const table of dailyTables) {
    const folder = `${tablesPrefix}${table}/`;
    for await (const { key } of listObjects(folder))
      if (!key.startsWith(`${folder}metadata/`)) keys.push(key);
  }
  return keys;
}
