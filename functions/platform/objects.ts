import type { S3Client } from '@aws-sdk/client-s3';
import { clientSettings, withDeadline } from './client.ts';
import { environment } from './environment.ts';

/** Loads with the first call, since few need it. */
const s3 = () => import('@aws-sdk/client-s3');
let client: S3Client | undefined;
async function opened(): Promise<S3Client> {
  const { S3Client } = await s3();
  client ??= new S3Client({
    ...clientSettings,
    requestHandler: { ...clientSettings.requestHandler, requestTimeout: 30_000 },
  });
  return client;
}

/** Puts one object into the bucket: all of it or nothing. */
export async function putObject(key: string, body: Uint8Array): Promise<void> {
  const { PutObjectCommand } = await s3();
  await (await opened()).send(
    new PutObjectCommand({ Bucket: environment.bucket, Key: key, Body: body }),
    withDeadline(),
  );
}

/** Throws when there is no such object. */
export async function getObject(key: string): Promise<Uint8Array> {
  const { GetObjectCommand } = await s3();
  const { Body } = await (await opened()).send(
    new GetObjectCommand({ Bucket: environment.bucket, Key: key }),
    withDeadline(),
  );
  return (Body as NonNullable<typeof Body>).transformToByteArray();
}

export async function deleteObject(key: string): Promise<void> {
  const { DeleteObjectCommand } = await s3();
  await (await opened()).send(
    new DeleteObjectCommand({ Bucket: environment.bucket, Key: key }),
    withDeadline(),
  );
}

/** The objects below a prefix, in the order of their names; `modified` in milliseconds since 1970, `size` in bytes. */
export async function* listObjects(
  prefix: string,
): AsyncGenerator<{ key: string; modified: number; size: number }> {
  const { paginateListObjectsV2 } = await s3();
  const pages = paginateListObjectsV2(
    { client: await opened() },
    { Bucket: environment.bucket, Prefix: prefix },
  );
  for await (const { Contents = [] } of pages) {
    for (const { Key, LastModified, Size } of Contents)
      yield { key: Key as string, modified: LastModified?.getTime() ?? 0, size: Size ?? 0 };
  }
}
