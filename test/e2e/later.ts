import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Landed, LeaseItem } from '../../functions/platform/records.ts';
import { day, hourOf, startOf } from '../../shared/time.ts';
import { landingOf, query, scan, store } from './lake.ts';
import type { Local } from './local.ts';

/** How long the bucket's lifecycle keeps what is in landing: its seven days, and up to the next midnight. */
const kept = 8 * day;

/** Lets days go by: what was accepted is delivered, all that is stored grows older, and what has expired goes. */
export async function daysLater(started: Local, days: number): Promise<void> {
  started.deliver();
  await query(started, `UPDATE erasures SET requested_at = requested_at - INTERVAL '${days}' DAY`);
  await query(started, `UPDATE "events$snapshots" SET committed_at = committed_at - INTERVAL '${days}' DAY`);
  const folder = landingOf(started);
  for (const name of readdirSync(folder)) {
    const then = startOf(name.slice(5)) - days * day;
    renameSync(join(folder, name), join(folder, `hour=${hourOf(then)}`));
    if (then < Date.now() - kept) rmSync(join(folder, `hour=${hourOf(then)}`), { recursive: true });
  }
  for (const item of await scan(started)) await older(started, item, days * day);
}

const times = ['requested_at', 'noted_at', 'due_at', 'erased_at', 'expires_at'];

/** Hours of landing, as they are named by then. */
const renamed = (landed: Landed = {}, by: number): Landed =>
  Object.fromEntries(Object.entries(landed).map(([hour, bytes]) => [hourOf(startOf(hour) - by), bytes]));

/** Sets every time of an item back; a lease keeps when it last ran. */
async function older(started: Local, item: Record<string, unknown>, by: number): Promise<void> {
  const earlier = (of: Record<string, unknown>) =>
    times.filter((name) => of[name] !== undefined).map((name) => [name, (of[name] as number) - by] as const);
  const changed: Record<string, unknown> = Object.fromEntries(earlier(item));
  const { erasure } = item as { erasure?: Record<string, unknown> };
  if (erasure) changed.erasure = { ...erasure, ...Object.fromEntries(earlier(erasure)) };
  const { progress } = item as LeaseItem;
  if (progress)
    changed.progress = {
      ...progress,
      canaries: (progress.canaries ?? []).map((each) => ({ ...each, seeded_at: each.seeded_at - by })),
      landed: renamed(progress.landed, by),
      late_landed: renamed(progress.late_landed, by),
    };
  if (Object.keys(changed).length === 0) return;
  const { client, TableName } = await store(started);
  const names = Object.keys(changed);
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key: marshall({ pk: item.pk, sk: item.sk }),
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: marshall(
        Object.fromEntries(names.map((name) => [`:${name}`, changed[name]])),
      ),
    }),
  );
}
