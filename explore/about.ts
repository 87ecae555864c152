import { prices } from '../costs/prices.ts';
import { groups, inOrder, mainReports } from '../reports/order.ts';
import { sources } from '../reports/page-about.ts';
import { answer, type Source } from './ask.ts';
import { queries, tables } from './docs.ts';
import type { About } from './protocol.ts';
import { pages } from './questions.ts';

/** What the page needs to know before it asks anything. */
export async function about(source: Source): Promise<About> {
  return {
    stack: source.stack,
    products: await products(source),
    mainReports,
    groups,
    reports: inOrder(pages).map(({ sql: _, ...report }) => report),
    tables: tables(),
    queries: queries(),
    sources: sources(),
    price: source.stack === undefined ? 0 : prices.athenaByte.usd,
  };
}

/** Those that sent anything in the last 90 days: whoever may only query may not ask the stack for its products. */
async function products(source: Source): Promise<string[]> {
  const sql = `SELECT DISTINCT product FROM events
WHERE event_day >= current_date - INTERVAL '90' DAY AND product IS NOT NULL
ORDER BY product`;
  const { rows } = await answer(source, { name: 'products', sql, parameters: [] }, {});
  return rows.map(({ product }) => String(product));
}
