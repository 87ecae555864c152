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
    if (holdsMore(bytes, limits.values)) return new Problem('body_too_large', crowded);
    return JSON.parse(utf8.decode(bytes));
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      return new Problem('body_too_large', inflated);
    }
    return new Problem('body_invalid', `The body is not ${type === 'gzip' ? 'gzipped ' : ''}JSON in UTF-8.`);
  }
}

/**
 * Whether JSON holds more values than so many. Of 8 MiB of brackets alone a parser makes 0.5 GB: more than the function
 * has.
 */
function holdsMore(json: Uint8Array, most: number): boolean {
  if (json.length <= most) return false;
  let values = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === quote) inText = !inText;
    else if (inText) at += byte === backslash ? 1 : 0;
    else if ((byte === comma || byte === bracket || byte === brace) && ++values > most) return true;
  }
  return false;
}
const [quote, backslash, comma, bracket, brace] = [...'"\\,[{'].map((sign) => sign.charCodeAt(0));

const crowded = `The body may hold at most ${limits.values.toLocaleString('en-US')} values; send fewer events at once.`;
const inflated = `Inflated, the body must be at most ${limits.inflatedBytes / 1024} KiB; send fewer events at once.`;
