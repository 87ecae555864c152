const encode = (text: string) => new TextEncoder().encode(text);

/** HMAC-SHA256 in hex. Rejects on web pages without TLS: they have no digests. */
export async function hmac(key: string, text: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', encode(key), algorithm, false, ['sign']);
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', imported, encode(text)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
