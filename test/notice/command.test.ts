import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { settings } from '#vendor/settings';
import { noticeVersion } from '../../shared/catalog/catalog.ts';
import { purposes } from '../../shared/catalog/field.ts';
import { languages } from '../../shared/notice/languages.ts';
import { notice } from '../../shared/notice/notice.ts';

const out = mkdtempSync(join(tmpdir(), 'assent-notice-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const command = (...args: string[]) =>
  promisify(execFile)(process.execPath, [
    resolve(import.meta.dirname, '..', '..', 'cli', 'notice.ts'),
    ...args,
  ]);
const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
const url = 'https://telemetry.contoso.example/v1/notice';

test('it writes the page in its three forms, the clause, the dialog and the drafts, in every language', async () => {
  const { stdout } = await command('--out', out, '--region', 'eu-central-1', '--url', url);
  const names = [
    ...['notice.{}.html', 'notice.{}.md', 'notice.{}.json', 'eula.{}.md', 'dialog.{}.json'],
    ...['works-council.{}.md', 'record-of-processing.{}.md', 'impact-assessment.{}.md'],
  ];
  const expected = languages.flatMap((language) => names.map((name) => name.replace('{}', language)));
  expect(readdirSync(out).sort()).toEqual(expected.toSorted());
  expect(stdout.trim().split('\n')).toEqual(expected.map((name) => join(out, name)));
  for (const language of languages) {
    const page = await notice(noticeVersion, language, { ...settings, region: 'eu-central-1' });
    expect(JSON.parse(read(out, `notice.${language}.json`))).toEqual(JSON.parse(JSON.stringify(page)));
    expect(read(out, `notice.${language}.md`)).toContain(`# ${page.title}\n`);
    expect(read(out, `notice.${language}.html`)).toContain(`<html lang="${language}">`);
    expect(read(out, `eula.${language}.md`)).toContain(`<${url}>`);
    const dialog = JSON.parse(read(out, `dialog.${language}.json`));
    expect(dialog).toMatchObject({ language, notice_version: noticeVersion });
    for (const { text } of [dialog.user, dialog.administrator]) expect(text.join('\n')).toContain(url);
    expect(dialog.user.purposes.map(({ purpose }: { purpose: string }) => purpose)).toEqual(
      purposes.filter((purpose) => purpose !== 'essential'),
    );
    // What is checked beforehand is no consent.
    for (const box of [...dialog.user.purposes, dialog.administrator]) expect(box.checked).toBe(false);
  }
  for (const name of expected) expect(read(out, name)).not.toMatch(/anonym/i);
  // Pages that lie side by side link to each other, and to nothing that is not there.
  const linked = [...read(out, 'notice.en.html').matchAll(/<a href="(.*?)" lang/g)].map(([, href]) => href);
  expect(linked).toEqual(languages.filter((each) => each !== 'en').map((each) => `notice.${each}.html`));
});

test('it says what it can not know yet, and stops at no more than that', async () => {
  const { stderr } = await command('--out', join(out, 'unknown'), '--language', 'en');
  expect(stderr).toMatch(/add --url[\s\S]*add --region/);
  expect(read(join(out, 'unknown'), 'notice.en.md')).toContain('in the region named in the online version');
  expect(readdirSync(join(out, 'unknown'))).toHaveLength(8);
});

test('a language that there is not, and a release that is already there, are said so', async () => {
  await expect(command('--language', 'xx')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Allowed choices are'),
  });
  expect((await command('--release')).stdout).toBe(`Notice ${noticeVersion} is released as it is.\n`);
});
