import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { needsAffected } from '../reports/narrow.ts';
import { reports } from '../reports/reports.ts';
import { launch } from './chromium.ts';
import { startFleet } from './fleet.ts';

/**
 * Opens the page of `npm run report -- --all --format html` in Chromium, and fails where it asks for anything else, leaves
 * a report out, runs over its width, cuts or overlaps a text, or can't be read. With a folder as argument it also
 * leaves pictures there, to be looked at.
 */

const pictures = process.argv[2];
const browser = await launch();
const folder = mkdtempSync(join(tmpdir(), 'assent-page-'));
const local = await startFleet(folder, 0.1);
const asked = ['--all', '--format', 'html', '--out', folder, '--data', local.data];
await promisify(execFile)(process.execPath, [join(import.meta.dirname, '..', 'cli', 'report.ts'), ...asked]);
const address = pathToFileURL(join(folder, 'index.html')).href;
const wrong: string[] = [];
/** The page leaves out what needs to be told more. */
const all = reports().filter((each) => !needsAffected(each));
try {
  for (const width of [1400, 390])
    for (const scheme of ['light', 'dark'] as const) await look(browser, width, scheme);
  await print(browser);
} finally {
  await browser.close();
  await local.stop();
  rmSync(folder, { recursive: true, force: true });
}
for (const each of wrong) console.log(`WRONG ${each}`);
console.log(
  wrong.length
    ? `${wrong.length} faults`
    : 'the page is whole, wide and narrow, light and dark, and in print',
);
process.exitCode = wrong.length ? 1 : 0;

async function open(browser: Browser, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  page.on('console', (said) => wrong.push(`the console says: ${said.text()}`));
  page.on('request', (request) => {
    if (request.url() !== address) wrong.push(`the page asks for ${request.url()}`);
  });
  await page.goto(address);
  return page;
}

async function look(browser: Browser, width: number, scheme: 'light' | 'dark'): Promise<void> {
  const page = await open(browser, width, scheme);
  const said = await page.evaluate(inspect);
  wrong.push(...said.map((each) => `at ${width} pixels, ${scheme}: ${each}`));
  const there = await page.$$eval('section', (sections) => sections.map(({ id }) => id));
  for (const { name } of all) if (!there.includes(name)) wrong.push(`${name} is not there`);
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    for (const section of await page.$$('section')) {
      const id = await section.getAttribute('id');
      await section.screenshot({ path: join(pictures, `${id}-${width}-${scheme}.png`) });
    }
  }
  await page.close();
}

async function print(browser: Browser): Promise<void> {
  // As wide as A4 lies, without its margins.
  const page = await open(browser, 1032, 'light');
  await page.emulateMedia({ media: 'print' });
  const cut = await page.$$eval(
    '.table',
    (tables) =>
      tables.filter(
        (table) => table.scrollHeight > table.clientHeight + 1 || table.scrollWidth > table.clientWidth + 1,
      ).length,
  );
  if (cut) wrong.push(`${cut} tables are cut in print`);
  const pdf = await page.pdf({
    preferCSSPageSize: true,
    ...(pictures && { path: join(pictures, 'print.pdf') }),
  });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  if (pages < all.length) wrong.push(`it prints ${pages} pages only`);
  await page.close();
}

/** Runs in the page: what a reader would stumble over. */
function inspect(): string[] {
  const faults: string[] = [];
  const within = document.documentElement;
  if (within.scrollWidth > within.clientWidth) faults.push(`it is ${within.scrollWidth} pixels wide`);
  for (const svg of document.querySelectorAll('svg')) {
    const box = svg.getBoundingClientRect();
    if (box.width === 0) continue;
    const name = svg.getAttribute('aria-label') ?? '';
    if (!/^Chart: .+, .+/.test(name)) faults.push(`a chart has no name: ${name}`);
    const texts = [...svg.querySelectorAll('text')]
      .filter(
        (text) =>
          text.textContent && getComputedStyle(text).opacity !== '0' && text.getAttribute('opacity') !== '0',
      )
      .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    if (texts.length < 2) faults.push(`${name} says nothing`);
    for (const each of texts) {
      // What stands over its edge by little is in the page's margin.
      if (each.box.left < box.left - 12 || each.box.right > box.right + 12)
        faults.push(`${name} cuts "${each.text}"`);
      if (each.box.height < 9) faults.push(`${name} has a text too small: "${each.text}"`);
      for (const other of texts) {
        if (other === each) break;
        const x = Math.min(each.box.right, other.box.right) - Math.max(each.box.left, other.box.left);
        const y = Math.min(each.box.bottom, other.box.bottom) - Math.max(each.box.top, other.box.top);
        if (x > 2 && y > 4) faults.push(`${name} has "${each.text}" over "${other.text}"`);
      }
    }
  }
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption?.textContent || table.querySelectorAll('th[scope=col]').length < 3)
      faults.push('a table has no heads');
  }
  return faults;
}
