import { deployment, type Where } from '../operator/deployment.ts';
import { askLake } from '../operator/invoke.ts';
import { main, program } from '../operator/program.ts';
import { during } from '../operator/progress.ts';
import { replay } from '../operator/replay.ts';

await main(
  program(
    'refresh',
    'Brings the table of events up to date with all that has arrived, erases what is to be erased, makes the statements of organizations, and answers exports.',
  )
    .option('--replay', 'first run the scheduled runs that failed for good once more')
    .action(async ({ replay: again, ...where }: Where & { replay?: true }) => {
      const there = await deployment(where);
      if (again) console.log(`Run once more: ${await replay(there)}.`);
      await during(
        'refreshing the tables',
        askLake(there, { jobs: ['late', 'erase', 'statement', 'export'] }),
      );
      console.log('Refreshed.');
    }),
);
