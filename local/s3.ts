import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** S3's PutObject: a file under `s3/BUCKET/KEY`, where Firehose's objects lie too. */
export const putObject =
  (folder: string) =>
  (bucket: string, key: string, body: Buffer): void => {
    const file = join(folder, 's3', bucket, key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
  };
