import { languageOf } from '../../shared/forms/language.ts';
import { organizationOf } from '../../shared/forms/organization.ts';
import { versionOf } from '../../shared/forms/text.ts';
import type { Context } from './batches.ts';

/**
 * What a program tells the SDK when it begins.
 * @example
 * const options: Options = {
 *   url: 'https://telemetry.example.com',
 *   writeKey: 'my-app.Zx3v…',
 *   context: { product_version: '4.2.1', product_edition: 'professional' },
 *   organization_id: 'contoso',
 * };
 */
export type Options = {
  /** Where the service is, such as `https://telemetry.example.com`: without `/v1`. */
  url: string;
  /** What `npm run admin -- product add` printed. It ships in the program: it is public. */
  writeKey: string;
  /** What goes with every event: the product's version, and whatever else of the catalog's context it knows. */
  context: { product_version: string } & Context;
  /** The customer, where there is one. */
  organization_id?: string;
  /** True turns everything off, whatever was granted. */
  off?: boolean;
  /** True prints each request, each reply, and what becomes of them. In Node, `ASSENT_DEBUG=1` does the same. */
  debug?: boolean;
};

/** The options in the form that is sent, with a sentence for each that was given in another. */
export type Given = {
  url: string;
  writeKey: string;
  product: string;
  context: Context;
  organization_id: string | undefined;
  off: boolean;
  warnings: string[];
};

const key = /^([a-z0-9][a-z0-9_-]{0,63})\.[\w-]+$/;
const loopback = /^(?:localhost|127\.[\d.]+|\[::1\])$/;

/** Throws where a URL or a key can't be right: with them nothing would ever arrive. */
export function read(options: Options): Given {
  const warnings: string[] = [];
  const tell = (name: string, from: unknown, to: unknown) => {
    if (from !== undefined && from !== to)
      warnings.push(
        to === undefined
          ? `${name}: ${JSON.stringify(from)} can not be taken, and is left out`
          : `${name}: ${JSON.stringify(from)} is sent as ${JSON.stringify(to)}`,
      );
  };
  const url = addressOf(options.url);
  tell('url', options.url, url);
  if (url.startsWith('http:') && !loopback.test(new URL(url).hostname))
    warnings.push('url: without https anybody on the way can read what is sent');
  const writeKey = String(options.writeKey ?? '').trim();
  const [, product] = key.exec(writeKey) ?? [];
  if (!product)
    throw new TypeError(
      'writeKey must be the key that `npm run admin -- product add` printed: the name of the product, a dot, and its random part.',
    );
  if (options.writeKey !== writeKey) warnings.push('writeKey: the space around it is left out');
  const organization_id = organizationOf(options.organization_id);
  tell('organization_id', options.organization_id, organization_id);
  const context: Context = {};
  for (const [name, value] of Object.entries(options.context ?? {})) {
    const form = name === 'language' ? languageOf : /_(?:version|build)$/.test(name) ? versionOf : undefined;
    const sent = form ? form(value) : value;
    tell(`context.${name}`, value, sent);
    if (sent !== undefined) context[name] = sent;
  }
  if (!context.product_version) warnings.push('context: product_version is missing');
  return { url, writeKey, product, context, organization_id, off: options.off === true, warnings };
}

function addressOf(given: string): string {
  const example = 'such as https://telemetry.example.com';
  let url: URL | undefined;
  try {
    url = new URL(given);
  } catch {
    // Said below.
  }
  if (!url || !/^https?:$/.test(url.protocol))
    throw new TypeError(`url must begin with https://, ${example}.`);
  if (/\/v1(?:\/|$)/i.test(url.pathname))
    throw new TypeError(
      `url must be the service's address without /v1, ${example}: the SDK adds the routes.`,
    );
  if (url.username || url.search || url.hash)
    throw new TypeError(`url must have no password, no query and no fragment, ${example}.`);
  return url.origin + url.pathname.replace(/\/+$/, '');
}
