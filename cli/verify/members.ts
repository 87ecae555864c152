import { randomBytes, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Deployment } from '../../operator/deployment.ts';
import { landingPrefix } from '../../shared/lake.ts';
import { day, dayOf, hourOf } from '../../shared/time.ts';

/**
 * An object as Firehose would write it in a busy hour: so many gzip members of one row each, several MB in all, with
 * events of ninety days, which is what a refresh has a statement write at most.
 */
export const members = 5000;
export const days = 90;
/** Of the rows of such an object, which no SDK sends in this form. */
export const eventName = 'session_ended';
/** A name in `properties` that a reader of JSON may lower. */
export const property = 'camelCase';

export type Laid = { key: string; bytes: number; remove: () => Promise<void> };

/** Lays the object below `landing/`; the operator's policy lets nobody lay any other there. */
export async function lay(
  { aws, outputs }: Deployment,
  product: string,
  installation_id: string,
  now: number,
): Promise<Laid> {
  // Members made here, each a gzip file of its own with a line's end, one behind the other.
  const rows = Array.from({ length: members }, (_, i) => row(product, installation_id, now, i));
  const body = Buffer.concat(rows.map((each) => gzipSync(`${JSON.stringify(each)}\n`)));
  const key = `${landingPrefix}hour=${hourOf(now)}/assent-verify-${randomUUID()}.json.gz`;
  const client = new S3Client({ ...aws, forcePathStyle: aws.endpoint !== undefined });
  const object = { Bucket: outputs.DataBucket, Key: key };
  await client.send(new PutObjectCommand({ ...object, Body: body }));
  const remove = async () => void (await client.send(new DeleteObjectCommand(object)));
  return { key, bytes: body.length, remove };
}

function row(product: string, installation_id: string, now: number, i: number): object {
  const at = new Date(now - (i % days) * day).toISOString();
  return {
    event_id: randomUUID(),
    event_name: eventName,
    product,
    test: true,
    installation_id,
    occurred_at: at,
    occurred_at_sent: at,
    received_at: new Date(now).toISOString(),
    event_day: dayOf(Date.parse(at)),
    sequence: i,
    // What does not compress, so that the object is as large as a busy hour's.
    properties: { [property]: randomBytes(450).toString('base64') },
  };
}
