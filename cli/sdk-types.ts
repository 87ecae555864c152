import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { main, Stop } from '../operator/program.ts';
import { checkCatalog } from '../shared/catalog/catalog.check.ts';

const file = (path: string) => relative(process.cwd(), join(import.meta.dirname, '..', path));

await main(
  new Command('npm run sdk-types --')
    .description(
      "Writes what an SDK has of this stack: the catalog's events as typed calls with the texts to ask with and, for TypeScript, the types of the API's bodies and replies.",
    )
    .option('--language <name>', 'for the SDK in this language', 'typescript')
    .option('--out <file>', "write the catalog's part here, instead of into the SDK")
    .option('--wire <file>', "write the API's part here, for TypeScript", file('sdk/src/wire.ts'))
    .action(async ({ language: name, out, wire: to }: { language: string; out?: string; wire: string }) => {
      const unreleased = await checkCatalog();
      if (unreleased) console.error(unreleased);
      // Only once it is known to be right.
      const [{ languages }, { model }, { wire }] = await Promise.all([
        import('../shared/sdk-types/languages.ts'),
        import('../shared/sdk-types/model.ts'),
        import('../shared/sdk-types/wire.ts'),
      ]);
      const language = Object.hasOwn(languages, name) ? languages[name] : undefined;
      if (!language)
        throw new Stop(`There is no SDK in ${name}: take one of ${Object.keys(languages).join(', ')}.`);
      const path = out ?? file(language.file);
      writeFileSync(path, language.write(model()));
      console.log(path);
      if (name !== 'typescript') return;
      writeFileSync(to, wire());
      console.log(to);
    }),
);
