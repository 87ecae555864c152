import { createHash } from 'node:crypto';
import { markdown } from '../../shared/notice/markdown.ts';
import { noticeIn } from '../platform/notice.ts';

const known = new Map<string, string>();

/**
 * The SHA-256, in hex, of a version of the notice in the language that a tag asks for: of the text that
 * `GET /v1/notice` gives as Markdown, in UTF-8. Undefined where it has no such version.
 */
export async function noticeDigest(version: number, tag: string | undefined): Promise<string | undefined> {
  const page = await noticeIn(String(version), tag);
  if (!page) return undefined;
  const name = `${version} ${page.language}`;
  const digest = known.get(name) ?? createHash('sha256').update(markdown(page)).digest('hex');
  known.set(name, digest);
  return digest;
}
