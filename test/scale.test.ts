import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { scaleTable } from '../bench/scale.ts';
import { assumed, measured } from '../costs/measured.ts';
import { prices } from '../costs/prices.ts';

/** The arithmetic of docs/scale.md, from what it takes as given and from the command that makes its tables. */

const doc = readFileSync(resolve(import.meta.dirname, '..', 'docs', 'scale.md'), 'utf8');
const [aDay, batch] = [1e9, 50];
/** What 25 months keep, and what an hourly refresh reads of keys. */
const stored = aDay * measured.event * ((25 * 365.25) / 12);
const keys = (aDay / 24) * assumed.keyHours * (measured.key.event + measured.key.installation / batch);
const whole = (number: number) => Math.round(number).toLocaleString('en-US');

test.for([
  `keeping ${whole(stored / 1e12)} TB $${whole((stored / 1e9) * 0.023)} a month`,
  `(${whole(keys / 1e9)} GB) $${whole(720 * keys * prices.athenaByte.usd)} a month`,
  `over 90 days would be $${whole(((90 * aDay * 65) / 1024 ** 4) * 5)} if it read`,
  ...scaleTable().split('\n\n'),
])('docs/scale.md says rightly: %s', (line) => {
  expect(doc).toContain(line);
});
