import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { writeWhole } from './whole.ts';

/** What S3 answers: a status with a body, if there is one. */
export type S3Answer = { status: number; body?: Buffer | string };

const refused = (status: number, code: string): S3Answer => ({
  status,
  body: `<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});
const escaped = (text: string) => text.replace(/[&<>]/g, (found) => `&#${found.charCodeAt(0)};`);

/**
 * S3's calls on objects, and the list of them by a prefix: files under `s3/BUCKET/KEY`, where Firehose's objects lie
 * too. All of a list is one page. `changed` is called after each put.
 */
export class S3 {
  readonly #root: string;
  readonly #changed: () => void;

  constructor(folder: string, changed: () => void) {
    this.#root = join(folder, 's3');
    this.#changed = changed;
  }

  /** The name of the call that a request makes, as faults name them; undefined when it is none of S3's. */
  static operation(method = '', url = ''): string | undefined {
    if (method === 'GET' && url.includes('list-type=2')) return 'S3.ListObjectsV2';
    return { GET: 'S3.GetObject', PUT: 'S3.PutObject', DELETE: 'S3.DeleteObject' }[method];
  }

  call(operation: string, url: string, body: Buffer): S3Answer {
    const { pathname, searchParams } = new URL(url, 'http://s3');
    const path = decodeURIComponent(pathname).replace(/^\/+/, '');
    if (operation === 'S3.ListObjectsV2') {
      return { status: 200, body: this.#list(path.replace(/\/$/, ''), searchParams.get('prefix') ?? '') };
    }
    const file = join(this.#root, path);
    if (!file.startsWith(`${this.#root}${sep}`)) return refused(403, 'AccessDenied');
    if (operation === 'S3.PutObject') {
      writeWhole(file, body);
      this.#changed();
      return { status: 200 };
    }
    if (operation === 'S3.DeleteObject') {
      rmSync(file, { force: true });
      return { status: 204 };
    }
    const there = statSync(file, { throwIfNoEntry: false })?.isFile();
    if (there) return { status: 200, body: readFileSync(file) };
    return refused(404, 'NoSuchKey');
  }

  #list(bucket: string, prefix: string): string {
    const root = join(this.#root, bucket);
    const entries = statSync(root, { throwIfNoEntry: false })
      ? readdirSync(root, { recursive: true, withFileTypes: true })
      : [];
    const objects = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
      // What is still being written has no ending yet.
      .filter((key) => key.startsWith(prefix) && /\.(?!part$)[a-z]+$/.test(key))
      .sort()
      .map((key) => {
        const { mtime, size } = statSync(join(root, key));
        return `<Contents><Key>${escaped(key)}</Key><LastModified>${mtime.toISOString()}</LastModified><Size>${size}</Size></Contents>`;
      });
    return `<ListBucketResult><IsTruncated>false</IsTruncated>${objects.join('')}</ListBucketResult>`;
  }
}
