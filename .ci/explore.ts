import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launch } from './chromium.ts';
import { startFleet } from './fleet.ts';

/**
 * Opens the page of `npm run explore`, as the local run serves it, in Chromium, and does what an analyst does with it.
 * With a folder as argument it also leaves pictures there, to be looked at. With `--picture` it makes the README's instead,
 * of the whole sample fleet; each run holds that to show the page's own words.
 */

const [argument] = process.argv.slice(2);
const makesPicture = argument === '--picture';
const pictures = makesPicture ? undefined : argument;
if (pictures) await mkdir(pictures, { recursive: true });
const docs = join(import.meta.dirname, '..', 'docs');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await launch();
const folder = mkdtempSync(join(tmpdir(), 'assent-explore-'));
const local = await startFleet(folder, makesPicture ? 1 : 0.1);
const base = `${local.url}/reports/`;
const wrong: string[] = [];
let checks = 0;

function expect(what: string, holds: unknown): void {
  checks++;
  if (!holds) wrong.push(what);
}

async function open(path: string, options: object = {}): Promise<Page> {
  // The check of accessibility is a script of ours that the page's own policy would refuse.
  const page = await browser.newPage({ viewport: { width: 1300, height: 900 }, bypassCSP: true, ...options });
  page.on('console', (said) => wrong.push(`${path}: the console says ${said.text()}`));
  page.on('pageerror', (fault) => wrong.push(`${path}: ${fault.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(?:http:\/\/127\.0\.0\.1:|blob:|data:)/.test(url)) wrong.push(`${path} asks for ${url}`);
  });
  await page.goto(base + path);
  await settled(page);
  return page;
}
const settled = (page: Page) =>
  page.waitForFunction(
    () =>
      !document.querySelector('.running') &&
      [...document.querySelectorAll('.chart')].every((chart) => chart.querySelector('svg')),
  );
const shown = (page: Page, name: string) =>
  pictures ? page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true }) : undefined;

async function accessible(page: Page, name: string): Promise<void> {
  await page.evaluate(axe);
  const found: string[] = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe adds itself to the page
    const { violations } = await (globalThis as any).axe.run();
    return violations
      .filter(({ impact }: { impact: string }) => ['serious', 'critical'].includes(impact))
      .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`);
  });
  for (const each of found) wrong.push(`${name}: ${each}`);
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(`${name} is ${over} pixels too wide`, over <= 0);
}

/** What the page says whatever the figures are. */
const wordsOf = async (page: Page) =>
  (await page.locator('nav, form.filters, .tile h2, main > section h2').allInnerTexts())
    .join(' ')
    .replace(/\s+/g, ' ');

async function picture(): Promise<void> {
  const page = await open('', { viewport: { width: 1300, height: 1000 } });
  writeFileSync(join(docs, 'explore.txt'), `${await wordsOf(page)}\n`);
  await page.screenshot({ path: join(docs, 'explore.png') });
  await page.close();
}

async function firstView(): Promise<void> {
  for (const [name, options] of [
    ['overview', {}],
    ['overview-dark', { colorScheme: 'dark' }],
    ['overview-phone', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ] as const) {
    const page = await open('', options);
    expect(`${name}: five figures on top`, (await page.locator('.tile').count()) === 5);
    expect(`${name}: the two questions`, (await page.locator('main > section').count()) === 2);
    if (name === 'overview')
      expect(
        'docs/explore.png shows another page: make it anew by node .ci/explore.ts --picture, and look at it',
        readFileSync(join(docs, 'explore.txt'), 'utf8').trim() === (await wordsOf(page)),
      );
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.mouse.move(200, 600);
    await page.waitForTimeout(200);
    expect(`${name}: nothing more is asked: ${asked}`, asked.length === 0);
    await accessible(page, name);
    await shown(page, name);
    await page.close();
  }
}

async function filtersAndLeads(): Promise<void> {
  const page = await open('');
  await page.selectOption('select', 'atlas-cad');
  await page.getByRole('button', { name: '30 days' }).click();
  await settled(page);
  expect('filters stay in the address', page.url().endsWith('?product=atlas-cad&from=30d'));
  await page.getByRole('link', { name: 'License usage' }).first().click();
  await settled(page);
  expect('filters go along', page.url().endsWith('/license-usage?product=atlas-cad&from=30d'));
  const products = await page.locator('tbody tr td:first-child').allTextContents();
  expect('the filter holds', products.length > 0 && products.every((each) => each === 'atlas-cad'));
  const lead = page.locator('tbody a').first();
  const customer = await lead.textContent();
  await lead.click();
  await settled(page);
  expect('a customer leads to its versions', page.url().includes(`organization=${customer}`));
  await page.goBack();
  await settled(page);
  expect('the way back is the browser’s', page.url().includes('/license-usage?'));
  await page.locator('a[href*="license-evidence"]').first().click();
  await settled(page);
  expect('a license leads to its evidence', page.url().includes('/license-evidence?'));
  await page.goto(`${base}reports/version-distribution?product=atlas-cad`);
  await settled(page);
  await page.locator('.chart path[aria-roledescription="bar"]').first().click();
  await page.waitForURL('**/exposure?**');
  await settled(page);
  expect(
    'a version leads to who has it',
    (await page.getByRole('cell', { name: 'organization' }).count()) > 0,
  );
  await page.getByText(/^Of atlas-cad, .* are known in the range/).waitFor();
  expect(
    'exposure says what it can not know',
    (await page.getByText(/Who did not consent, or was not online, is not in this report/).count()) > 0,
  );
  await page.close();
}

async function chartsAndTables(): Promise<void> {
  const page = await open('reports/version-distribution?product=atlas-cad');
  const bar = page.locator('.chart path[aria-roledescription="bar"]').first();
  await bar.hover();
  const hint = await page.locator('.hint').textContent();
  expect(`hover says version and share: ${hint}`, /product version \S+.*share \d+\.\d %/.test(hint ?? ''));
  for (const [button, ending] of [
    ['SVG', /\.svg$/],
    ['PNG', /\.png$/],
    ['CSV', /\.csv$/],
  ] as const) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).first().click(),
    ]);
    const contents = readFileSync((await file.path()) as string);
    expect(
      `${button} is a file with something in it`,
      ending.test(file.suggestedFilename()) && contents.length > 100,
    );
    if (button === 'SVG') expect('a picture needs no page', !contents.includes('var(--'));
  }
  await page.getByRole('button', { name: 'installations' }).click();
  const numbers = (await page.locator('tbody td:nth-child(3)').allTextContents()).map((each) =>
    Number(each.replace(',', '')),
  );
  expect(
    'a table sorts',
    numbers.every((each, i) => i === 0 || each >= (numbers[i - 1] as number)),
  );
  await accessible(page, 'a report');
  await shown(page, 'report');
  await page.close();
}

async function sql(): Promise<void> {
  const page = await open('sql');
  await page.getByRole('button', { name: /^How many installations each customer has/ }).click();
  await page.getByLabel('Statement').press('Control+Enter');
  await page.waitForSelector('tbody tr');
  await page.getByLabel('Chart').selectOption('bars');
  await page.waitForSelector('.chart svg');
  await accessible(page, 'SQL');
  await shown(page, 'sql');
  await page.getByRole('button', { name: /^What arrived lately/ }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('columnheader', { name: 'last received' }).waitFor();
  await page.getByLabel('Chart').selectOption('bars');
  const own = page.locator('.chart path[aria-roledescription="bar"]');
  await own.first().waitFor();
  expect(
    'names that repeat are bars of their own, as wide as there is room',
    (await own.count()) > 2 && ((await own.first().boundingBox())?.width ?? 0) > 200,
  );
  const hostile = '<img src=x onerror="document.title=1">';
  await page.getByLabel('Statement').fill(`SELECT '${hostile}' AS feature, 1 AS n`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('cell', { name: hostile }).waitFor();
  await page.getByLabel('Chart').selectOption('bars');
  await page.locator('.chart path[aria-roledescription="bar"]').hover();
  const seen = await page.locator('.hint').textContent();
  expect(
    'a name from a client is text',
    seen?.includes(hostile) && (await page.locator('img').count()) === 0,
  );
  await page.getByLabel('Statement').fill('DROP TABLE events');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  expect('what writes is refused', /only reads/.test((await page.getByRole('alert').textContent()) ?? ''));
  await page.close();
}

async function keyboardAndMistakes(): Promise<void> {
  const page = await open('');
  await page.keyboard.press('Tab');
  expect(
    'the first stop is a way past the menu',
    await page.evaluate(() => document.activeElement?.textContent === 'Skip to the content'),
  );
  await page.close();
  for (const [path, sentence] of [
    ['reports/none', /no page at this address/],
    ['reports/geography?from=soon', /not a date/],
  ] as const) {
    const mistaken = await open(path);
    expect(
      `${path} is a sentence`,
      sentence.test((await mistaken.getByRole('alert').first().textContent()) ?? ''),
    );
    await mistaken.close();
  }
}

try {
  const steps = makesPicture
    ? [picture]
    : [firstView, filtersAndLeads, chartsAndTables, sql, keyboardAndMistakes];
  for (const step of steps) {
    await step().catch((fault: Error) => wrong.push(`${step.name}: ${fault.message.split('\n')[0]}`));
  }
} finally {
  await browser.close();
  await local.stop();
  rmSync(folder, { recursive: true, force: true });
}
for (const each of wrong) console.log(`WRONG ${each}`);
console.log(wrong.length ? `${wrong.length} faults` : `the page does what it should, in ${checks} checks`);
process.exitCode = wrong.length ? 1 : 0;
