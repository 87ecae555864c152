import { setTimeout as sleep } from 'node:timers/promises';
import type { LakeAnswer, LakeRequest } from '../shared/lake.ts';
import { deployment, type Where } from './deployment.ts';
import { invoke } from './invoke.ts';
import { main, program, Stop } from './program.ts';

const patience = 10 * 60_000;

await main(
  program('refresh', 'Brings the table of events up to date with all that has arrived.').action(
    async (options: Where) => {
      const there = await deployment(options);
      const request: LakeRequest = { jobs: ['late', 'erase', 'export'] };
      const until = Date.now() + patience;
      for (;;) {
        const { status } = await invoke<LakeAnswer>(there, there.outputs.LakeFunction as string, request);
        if (status === 'done') break;
        if (Date.now() > until)
          throw new Stop('Another refresh has been under way for ten minutes; try again later.');
        console.error('Another refresh is under way; waiting for it …');
        await sleep(2000);
      }
      console.log('Refreshed.');
    },
  ),
);
