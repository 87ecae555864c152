import { gunzipSync } from 'node:zlib';
import { limits } from '../../shared/limits.ts';
import { Problem } from './problem.ts';
import type { Request } from './request.ts';

/** Skips a byte order mark, as RFC 8259 lets a reader do. */
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** What may follow the type means nothing: JSON is UTF-8. */
const types = /^application\/(json|gzip)\s*(?:;|$)/i;

/** Opens a body of JSON or of gzipped JSON: what it says, or why it can't be read. Stops inflating at the limit. */
export function open({ body, contentType, contentEncoding }: Request): unknown {
  // What is encoded under a type of text is decoded as text on the way, and can't be read any more.
  if (!/^(?:identity)?$/i.test(contentEncoding.trim())) {
    return new Problem(
      'content_type_unsupported',
      'Send no content-encoding: gzipped JSON goes as content-type: application/gzip.',
    );
  }
  const type = types.exec(contentType.trim())?.[1]?.toLowerCase();
  if (!type) return new Problem('content_type_unsupported');
  if (body.length > limits.wireBytes) return new Problem('body_too_large');
  try {
    const bytes = type === 'gzip' ? gunzipSync(body, { maxOutputLength: limits.inflatedBytes }) : body;
    return JSON.parse(utf8.decode(bytes));
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      return new Problem('body_too_large', inflated);
    }
    return new Problem('body_invalid', `The body is not ${type === 'gzip' ? 'gzipped ' : ''}JSON in UTF-8.`);
  }
}

const inflated = `Inflated, the body must be at most ${limits.inflatedBytes / 1024} KiB; send fewer events at once.`;
