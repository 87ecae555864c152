import type { AthenaClient } from '@aws-sdk/client-athena';
import type { Progress } from '../platform/records.ts';
import { type Journal, openJournal } from './journal.ts';
import { takeLock } from './lock.ts';

/** What a job works with: the right to write the tables, and what earlier runs kept. */
export type Lease = Journal & {
  readonly progress: Progress;
  save: (progress: Progress) => Promise<void>;
  release: () => Promise<void>;
};
/** `now` is when the run began, in milliseconds since 1970. */
export type Work = { lease: Lease; now: number };

/** Takes the lease, or returns undefined while another holds it. */
export async function takeLease(client: AthenaClient, workgroup: string): Promise<Lease | undefined> {
  const lock = await takeLock();
  if (!lock) return undefined;
  const journal = await openJournal(client, workgroup, lock);
  const progress = { ...lock.found.progress };
  return {
    ...journal,
    progress,
    save: (more) => lock.write({ progress: Object.assign(progress, more) }),
    release: lock.release,
  };
}
