import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { main } from '../operator/program.ts';
import { checkCatalog } from '../shared/catalog/catalog.check.ts';

const file = (name: string) =>
  relative(process.cwd(), join(import.meta.dirname, '..', 'sdk', 'src', `${name}.ts`));

await main(
  new Command('npm run sdk-types --')
    .description(
      "Writes what the SDK has of this stack: the types of the catalog's events with the texts to ask with, and those of the API's bodies and replies.",
    )
    .option('--out <file>', "write the catalog's part here", file('catalog'))
    .option('--wire <file>', "write the API's part here", file('wire'))
    .action(async ({ out, wire: to }: { out: string; wire: string }) => {
      const unreleased = await checkCatalog();
      if (unreleased) console.error(unreleased);
      const [{ vendorsPart }, { wire }] = await Promise.all([
        import('../shared/sdk-types/catalog.ts'),
        import('../shared/sdk-types/wire.ts'),
      ]);
      writeFileSync(out, vendorsPart());
      writeFileSync(to, wire());
      console.log(`${out}\n${to}`);
    }),
);
