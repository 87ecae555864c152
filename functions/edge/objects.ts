import { clientSettings } from './client.ts';
import { environment } from './environment.ts';

/** Puts one object into the bucket: all of it or nothing. Its client loads here, since few calls need it. */
export async function putObject(key: string, body: Uint8Array): Promise<void> {
  const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({
    ...clientSettings,
    requestHandler: { ...clientSettings.requestHandler, requestTimeout: 30_000 },
  });
  await client.send(new PutObjectCommand({ Bucket: environment.bucket, Key: key, Body: body }));
}
