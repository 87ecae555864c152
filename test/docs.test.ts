import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const pages = ['README.md', ...globSync('docs/*.md', { cwd: root })];
const headings = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

test.each(pages)('every link of %s leads somewhere', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
    const [path = '', anchor] = link.split('#');
    const target = path ? join(root, dirname(page), path) : join(root, page);
    expect(existsSync(target), link).toBe(true);
    if (anchor) expect(headings(readFileSync(target, 'utf8')), link).toContain(anchor);
  }
});
