import type { Command } from 'commander';
import { type Deployment, deployment, type Where } from '../../operator/deployment.ts';
import { askAdmin, askLake } from '../../operator/invoke.ts';
import { output, plainJson } from '../../operator/output.ts';
import { during } from '../../operator/progress.ts';
import type { ExportPage, Who } from '../../shared/admin.ts';
import type { Ask } from './ask.ts';

type Options = { installation?: string; user?: string; organization?: string; product?: string };

const whoOf = ({ installation, user, organization, product }: Options): Who => ({
  installation_id: installation,
  user_id: user,
  organization_id: organization,
  product,
});

/** The commands for data subject requests that reach you outside the product. Verify who asks before you run one. */
export function addRequests(admin: Command, ask: Ask): void {
  const request = (name: string, description: string) =>
    admin
      .command(name)
      .description(description)
      .option('--installation <id>', 'of this installation')
      .option('--user <id>', 'of this user, wherever one was seen')
      .option('--organization <id>', "of an organization's installations")
      .option('--product <name>', 'of this product only');

  request('withdraw', 'withdraw consent on written request').action((options: Options) =>
    ask('withdraw', whoOf(options), ({ installations, organization_id }) =>
      organization_id
        ? `${organization_id} has opted out of everything, in force with the next request.`
        : `Withdrawn at ${counted(installations)}, in force with the next request.`,
    ),
  );
  request('erase', "erase a data subject's rows on written request").action((options: Options) =>
    ask('erase', whoOf(options), ({ erasures, due_at }) =>
      [
        `Nothing more is taken of ${counted(erasures.length)}; the rows are gone by ${due_at.slice(0, 10)}.`,
        ...erasures,
      ].join('\n'),
    ),
  );
  request('export', "write a data subject's rows and consent decisions as JSON")
    .option('--out <file>', 'to this file instead of the screen')
    .action(async (options: Options & { out?: string }) => {
      const there = await deployment(admin.opts<Where>());
      const { export_id } = await askAdmin(there, 'export', whoOf(options));
      await during('looking for the rows', askLake(there, { jobs: ['export'] }));
      const found = await all(there, export_id);
      const json = plainJson(found, admin.opts().json ? undefined : 2);
      output(json, options.out);
    });
}

async function all(there: Deployment, export_id: string): Promise<Omit<ExportPage, 'status' | 'next_page'>> {
  const first = await askAdmin(there, 'export read', { export_id });
  const rows = [...first.rows];
  const consent_history = [...first.consent_history];
  for (let page = first.next_page; page; ) {
    const next = await askAdmin(there, 'export read', { export_id, page });
    rows.push(...next.rows);
    consent_history.push(...next.consent_history);
    page = next.next_page;
  }
  return { rows, consent_history };
}

const counted = (count: number) => `${count} installation${count === 1 ? '' : 's'}`;
