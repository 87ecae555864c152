import type { Deployment } from '../../operator/deployment.ts';
import { askLake } from '../../operator/invoke.ts';
import { Stop } from '../../operator/program.ts';
import { type Look, type look, product, reported } from './look.ts';
import { days, lay, members, property } from './members.ts';
import { delivered, type Points } from './points.ts';
import { type Sender, version } from './sender.ts';

/** A verification under way. `see` is a look at its installation's rows; `laid` takes away what was laid. */
export type Verification = {
  there: Deployment;
  sender: Sender;
  points: Points;
  see: (name: Look) => ReturnType<typeof look>;
};

const [plain, gzipped] = [3, 4];
const sent = plain + gzipped;

/** From consent to a report. */
export async function arrive({
  there,
  sender,
  points,
  see,
  laid,
}: Verification & { laid: (() => Promise<void>)[] }): Promise<void> {
  await points.prove('a decision on consent is recorded', () => sender.consent());
  for (const [count, type] of [
    [plain, 'application/json'],
    [gzipped, 'application/gzip'],
  ] as const)
    await points.prove(`${count} events are accepted as ${type}`, async () => {
      const { accepted, reasons } = await sender.post(count, type);
      if (accepted !== count) throw new Stop(`${accepted} of ${count} were accepted (${reasons}).`);
      return `${accepted} accepted`;
    });

  await points.prove('Athena reads an object of many gzip members, whole', async () => {
    const { bytes, remove } = await lay(there, product, sender.installation_id, Date.now());
    laid.push(remove);
    const { found, events } = await see('members');
    const saw = `${found} rows with ${events} event IDs, of ${members} members in ${(bytes / 1024 ** 2).toFixed(1)} MB`;
    if (found !== members || events !== members) throw new Stop(saw);
    return saw;
  });
  await points.prove('the names in a map keep their capitals', async () => {
    const { kept } = await see('members');
    if (kept !== members) throw new Stop(`${kept} of ${members} rows have "${property}" as it was written.`);
    return `${kept} rows have "${property}"`;
  });
  await points.prove('Athena reads what Firehose wrote, by projected partitions', async () => {
    const { found, objects } = await delivered(
      () => see('landed'),
      (seen) => seen.found >= sent,
    );
    if (found !== sent) throw new Stop(`${found} rows landed, and ${sent} were accepted.`);
    return `${found} rows in ${objects === 1 ? 'one object, a gzip member each batch' : `${objects} objects`}`;
  });
  await points.prove('the tables are made by DDL', async () => {
    await askLake(there, { jobs: ['late'] });
    const { found } = await see('columns');
    if (found === 0) throw new Stop('information_schema shows no column of events.');
    return `events has ${found} columns by information_schema`;
  });
  await points.prove(`INSERT writes ${days} days, each event once, also by a second refresh`, async () => {
    await askLake(there, { jobs: ['late'] });
    const { found, events, days: written } = await see('stored');
    const saw = `${found} rows with ${events} event IDs on ${written} days`;
    if (found !== sent + members || events !== found || written !== days) throw new Stop(saw);
    return saw;
  });
  await points.prove('a report runs, with its parameters', async () => {
    await reported(there, version);
    return `version-distribution has ${version}`;
  });
}
