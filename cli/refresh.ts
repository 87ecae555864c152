import { deployment, type Where } from '../operator/deployment.ts';
import { askLake } from '../operator/invoke.ts';
import { main, program } from '../operator/program.ts';

await main(
  program(
    'refresh',
    'Brings the table of events up to date with all that has arrived, erases what is to be erased, makes the statements of organizations, and answers exports.',
  ).action(async (options: Where) => {
    await askLake(await deployment(options), { jobs: ['late', 'erase', 'statement', 'export'] });
    console.log('Refreshed.');
  }),
);
