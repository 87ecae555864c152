import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { settings } from '#vendor/settings';
import { assumed, measured } from '../costs/measured.ts';
import { prices } from '../costs/prices.ts';

/** The arithmetic of docs/scale.md, from what it takes as given and from the settings that it names. */

const doc = readFileSync(resolve(import.meta.dirname, '..', 'docs', 'scale.md'), 'utf8');
const [aDay, peak, batch, rowBytes] = [1e9, 3, 50, 1170 / 5.3];
const perSecond = aDay / 86_400;
const MiB = 1024 ** 2;
/** What 25 months keep, and what an hourly refresh reads of keys. */
const stored = aDay * measured.event * ((25 * 365.25) / 12);
const keys = (aDay / 24) * assumed.keyHours * (measured.key.event + measured.key.installation / batch);
const whole = (number: number) => Math.round(number).toLocaleString('en-US');
/** Events a day at which so many a second are reached at the peak. */
const reached = (eventsPerSecond: number) => (eventsPerSecond / peak) * 86_400;

test.for([
  `| events a second | ${whole(perSecond)} | ${whole(peak * perSecond)} |`,
  `| requests a second | ${whole(perSecond / batch)} | ${whole((peak * perSecond) / batch)} |`,
  `| into Firehose | ${((perSecond * rowBytes) / MiB).toFixed(1)} MiB/s | ${((peak * perSecond * rowBytes) / MiB).toFixed(1)} MiB/s |`,
  `| Lambda at once | ${whole((perSecond / batch) * 0.031)} | ${whole(((peak * perSecond) / batch) * 0.031)} |`,
  `| strongly consistent reads a second | ${whole((2 * perSecond) / batch)} | ${whole((2 * peak * perSecond) / batch)} |`,
  `| into landing | ${whole((aDay * rowBytes) / 1e9)} GB a day | |`,
  `| new rows an hour | ${whole(aDay / 24 / 1e6)} million | ${whole((peak * aDay) / 24 / 1e6)} million |`,
  `| ${whole(settings.scanCutoffBytes / 90 / 65 / 1e6)} million | A report on versions over 90 days`,
  `| ${whole(reached(MiB / rowBytes) / 1e6)} million, in the smaller regions; ${whole(reached((5 * MiB) / rowBytes) / 1e6)} million in`,
  `| ${whole(reached(settings.throttle.rate * batch) / 1e6)} million; ${whole(reached(settings.throttle.rate * 10) / 1e6)} million in batches of 10 |`,
  `| ${(reached(2000 * batch) / 1e9).toFixed(1)} billion; ${(reached(1000 * batch) / 1e9).toFixed(1)} billion in the smaller regions |`,
  `| ${(reached(3000 * batch) / 1e9).toFixed(1)} billion, of one organization |`,
  `| \`events\`, at ${measured.event} bytes a row | ${whole((aDay * measured.event) / 1e9)} GB a day, ${whole(stored / 1e12)} TB in 25 months | |`,
  `keeping ${whole(stored / 1e12)} TB $${whole((stored / 1e9) * 0.023)} a month`,
  `(${whole(keys / 1e9)} GB) $${whole(720 * keys * prices.athenaByte.usd)} a month`,
  `over 90 days $${whole(((90 * aDay * 65) / 1024 ** 4) * 5)},`,
])('docs/scale.md says rightly: %s', (line) => {
  expect(doc).toContain(line);
});
