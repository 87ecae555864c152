import { deployment, type Where } from '../operator/deployment.ts';
import { askLake } from '../operator/invoke.ts';
import { main, program } from '../operator/program.ts';

await main(
  program(
    'refresh',
    'Brings the table of events up to date with all that has arrived, erases what is to be erased, and answers exports.',
  ).action(async (options: Where) => {
    await askLake(await deployment(options), { jobs: ['late', 'erase', 'export'] });
    console.log('Refreshed.');
  }),
);
