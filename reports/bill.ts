import { athenaLeast } from '../costs/prices.ts';

/** How people read what a query read, and what it costs. */

export const megabytes = (bytes: number): string =>
  `${(bytes / 1024 ** 2).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`;

/** USD for what one query read, at so much a byte. */
export const charge = (bytes: number, price: number): number => Math.max(bytes, athenaLeast) * price;

export const dollars = (usd: number): string => `$${usd.toFixed(usd < 0.01 ? 5 : 2)}`;
