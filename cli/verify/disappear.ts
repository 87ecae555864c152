import { askLake } from '../../operator/invoke.ts';
import { Stop } from '../../operator/program.ts';
import type { Verification } from './arrive.ts';
import { days } from './members.ts';
import { delivered } from './points.ts';

/** From the erasure to files that are rewritten. */
export async function disappear({ there, sender, points, see }: Verification): Promise<void> {
  await points.prove('an erasure is taken, and nothing more of the installation after it', async () => {
    const erasure_id = await sender.erase();
    const { accepted } = await sender.post(1, 'application/json');
    if (accepted > 0) throw new Stop('An event was accepted after the erasure.');
    return `erasure ${erasure_id}`;
  });
  await points.prove('the erasure reaches landing', async () => {
    const { found } = await delivered(
      () => see('requested'),
      ({ found }) => found > 0,
    );
    return `${found} row of it`;
  });
  await points.prove(`DELETE removes the rows of ${days} days`, async () => {
    await askLake(there, { jobs: ['late', 'erase'] });
    const { found } = await see('stored');
    if (found !== 0) throw new Stop(`The table still has ${found} rows.`);
    return `no row; the erasure is now ${(await sender.erasure()).status}`;
  });
  await points.see('the files of deletions that "events$files" lists before OPTIMIZE', async () =>
    String((await see('deletions')).found),
  );
  await points.prove('OPTIMIZE and VACUUM run, and leave no file of deletions', async () => {
    await askLake(there, { jobs: ['compact'] });
    const { found } = await see('deletions');
    if (found !== 0)
      throw new Stop(`${found} files of deletions are left: see the log of the lake's function.`);
    return 'none is listed';
  });
}
