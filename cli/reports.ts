import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A report as its SQL file describes it. `parameters` name what fills each `?`, in order. */
export type Report = { name: string; title: string; question: string; parameters: string[]; sql: string };

const folder = join(import.meta.dirname, '..', 'reports');

/** Every report: a file each, with its description in the comments at its top. */
export function reports(): Report[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8');
      const said = (what: string) => new RegExp(`^-- ${what}: (.*)$`, 'm').exec(sql)?.[1] ?? '';
      return {
        name: file.replace('.sql', ''),
        title: said('title'),
        question: said('question'),
        parameters: said('parameters').split(', ').filter(Boolean),
        sql,
      };
    });
}
