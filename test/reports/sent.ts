import type { Call } from '../../local/fleet/fleet.ts';
import { policies } from '../../local/fleet/vendor.ts';

/** What is kept of a fleet's calls, by the contract's words: the ground on which reports are computed plainly. */

/** A row that is kept. `at` in milliseconds; `license` is the key itself. */
export type Row = {
  product: string;
  counted: boolean;
  installation: string;
  event_id: string;
  event_name: string;
  at: number;
  sequence?: number;
  version?: string;
  organization?: string;
  edition?: string;
  session?: string;
  user?: string;
  role?: string;
  country?: string;
  language?: string;
  context: Record<string, unknown>;
  license?: string;
  properties: Record<string, unknown>;
};
export type Decision = { product: string; counted: boolean; decision: string; purposes: string[] };

/** Which purpose an event has, and `usage` where it is not named here. */
const purposeOf: Record<string, string> = {
  user_count_reported: 'licensing',
  license_activated: 'licensing',
  license_checked: 'licensing',
  license_checked_out: 'licensing',
  license_returned: 'licensing',
  license_denied: 'licensing',
  session_failed: 'diagnostics',
  device_reported: 'environment',
  resource_usage_reported: 'diagnostics',
};
/** Where the fleet's addresses are. */
const countryOf: Record<string, string> = {
  '8.8.8.8': 'US',
  '12.34.56.78': 'US',
  '194.25.0.60': 'DE',
  '80.67.169.12': 'FR',
  '202.12.27.33': 'JP',
  '200.160.2.3': 'BR',
  '139.130.4.5': 'AU',
  '2001:67c:2e8:22::c100:68b': 'NL',
};

/** Every row that is kept of these installations, each once, and every decision. `copies` came and count no more. */
export function kept(installations: Iterable<Call[]>): { rows: Row[]; decisions: Decision[]; copies: Row[] } {
  const rows = new Map<string, Row>();
  const decisions: Decision[] = [];
  const copies: Row[] = [];
  for (const calls of installations) {
    let granted: readonly string[] = [];
    for (const call of calls) {
      if (call.method === 'PUT') {
        const { decision, purposes } = call.body;
        granted = decision === 'granted' ? purposes : [];
        decisions.push({ product: call.product, counted: !call.test, decision, purposes });
        continue;
      }
      const allowed: readonly string[] | undefined = policies[call.body.organization_id ?? ''];
      for (const row of rowsOf(
        call,
        granted.filter((purpose) => allowed?.includes(purpose) ?? true),
      ))
        rows.has(row.event_id) ? copies.push(row) : rows.set(row.event_id, row);
    }
  }
  return { rows: [...rows.values()], decisions, copies };
}

function rowsOf(
  { product, test, address, body }: Call & { method: 'POST' },
  granted: readonly string[],
): Row[] {
  const { context, events, installation_id } = body;
  const usage = granted.includes('usage');
  const persons = granted.includes('persons');
  const environment = granted.includes('environment');
  return events
    .filter(({ event_name }) => granted.includes(purposeOf[event_name] ?? 'usage'))
    .map(({ event_id, event_name, occurred_at, sequence, session_id, user_id, user_role, properties }) => ({
      product,
      counted: !test && !context.ci,
      installation: installation_id,
      event_id,
      event_name,
      at: Date.parse(occurred_at),
      sequence: sequence as number,
      version: context.product_version,
      organization: body.organization_id,
      edition: context.product_edition as string,
      ...(usage && { session: session_id as string }),
      ...(persons && { user: user_id as string, role: user_role as string }),
      ...(environment && { country: countryOf[address], language: context.language as string }),
      context: environment ? context : {},
      license: (properties as Record<string, string>).license_key,
      properties: properties as Record<string, unknown>,
    }));
}
