import { gunzipSync } from 'node:zlib';
import { limits } from '../../shared/limits.ts';
import { Problem, type Request } from './http.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const types = /^application\/(json|gzip)\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** Opens a body of JSON or of gzipped JSON: what it says, or why it can't be read. Stops inflating at the limit. */
export function open({ body, contentType }: Request): unknown {
  const type = types.exec(contentType.trim())?.[1]?.toLowerCase();
  if (!type) {
    return new Problem(
      'content_type_unsupported',
      'Send application/json, or application/gzip for gzipped JSON.',
    );
  }
  if (body.length > limits.wireBytes) return new Problem('body_too_large', tooLarge(limits.wireBytes));
  try {
    const bytes = type === 'gzip' ? gunzipSync(body, { maxOutputLength: limits.inflatedBytes }) : body;
    return JSON.parse(utf8.decode(bytes));
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      return new Problem('body_too_large', `Inflated, ${tooLarge(limits.inflatedBytes).toLowerCase()}`);
    }
    return new Problem('body_invalid', `The body is not ${type === 'gzip' ? 'gzipped ' : ''}JSON in UTF-8.`);
  }
}

const tooLarge = (bytes: number) =>
  `The body must be at most ${bytes / 1024} KiB; send fewer events at once.`;
