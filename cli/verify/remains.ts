import { settings } from '#vendor/settings';
import type { Deployment } from '../../operator/deployment.ts';
import { limits } from '../../shared/limits.ts';
import { day, dayOf } from '../../shared/time.ts';
import type { Sender } from './sender.ts';

/** What remains in the stack of a verification that went well, and until when, in sentences. */
export async function remains({ outputs }: Deployment, sender: Sender): Promise<string[]> {
  const { status, due_at } = await sender.erasure();
  const until = (days: number) => dayOf(Date.now() + days * day);
  const { landingDays, retentionMonths } = settings;
  return [
    `the rows as Firehose wrote them, below landing/ of ${outputs.DataBucket}: until ${until(landingDays + 1)}`,
    `the data files from before OPTIMIZE: until the daily run of ${until(2)}`,
    `the erasure, ${status}: completed by ${due_at.slice(0, 10)}, then only its ID, status and times, for good`,
    `a tombstone and the decision, under a digest of the installation: for good; what the tombstone replaced is in backups until ${until(limits.backupDays)}`,
    `a row that somebody decided, without an installation: ${retentionMonths} months`,
    `results of queries: until ${until(2)}; the texts of statements, in Athena's history: 45 days`,
  ];
}
