import { AthenaClient } from '@aws-sdk/client-athena';
import { type Job, jobs, type LakeAnswer, type LakeRequest } from '../../shared/lake.ts';
import { clientSettings } from '../platform/client.ts';
import { environment } from '../platform/environment.ts';
import { unquoted } from '../platform/fault.ts';
import { answerExports } from './answer-exports.ts';
import { canary } from './canary.ts';
import { check } from './check.ts';
import { compact } from './compact.ts';
import { erase } from './erase.ts';
import { evidence } from './evidence.ts';
import { takeLease, type Work } from './lease.ts';
import { metric } from './metric.ts';
import { rebuild } from './rebuild.ts';
import { late, recent } from './refresh.ts';
import { retain } from './retain.ts';
import { ensureTables } from './schema.ts';
import { makeStatements } from './statement.ts';

const athena = new AthenaClient(clientSettings);
const work: Record<Job, (work: Work) => Promise<void>> = {
  recent,
  late,
  erase,
  retain,
  check,
  compact,
  evidence,
  statement: makeStatements,
  export: answerExports,
  canary,
};

const always = { from: '0001-01-01', to: '9999-12-31' };

/** Another run holds the lease: a scheduled one fails, and Lambda tries it twice more. */
class Busy extends Error {
  override name = 'Busy';
}

/** Does what it is asked to, under the lease, so that nothing else writes the tables meanwhile. */
export async function handler(request: LakeRequest): Promise<LakeAnswer> {
  const lease = await takeLease(athena, environment.workgroup);
  if (!lease) {
    if (request.scheduled) throw new Busy();
    return { status: 'busy' };
  }
  try {
    const now = Date.now();
    await lease.save({ schema: await ensureTables(lease, environment.bucket) });
    if (!lease.progress.rebuilt) {
      await rebuild(lease, always);
      await lease.save({ rebuilt: true });
    }
    if (request.rebuild) await rebuild(lease, request.rebuild);
    for (const job of jobs.filter((one) => request.jobs.includes(one))) await work[job]({ lease, now });
    if (request.jobs.includes('recent') || request.jobs.includes('late')) metric('refreshed', 1);
    return { status: 'done' };
  } catch (fault) {
    throw unquoted(fault as Error);
  } finally {
    await lease.release();
  }
}
