import { expect, test } from 'vitest';
import project from '../package.json' with { type: 'json' };

test.each(Object.entries(project.scripts))('npm run %s looks first whether this Node can', (_, command) => {
  expect(command).toMatch(/^node run\.cjs /);
});
