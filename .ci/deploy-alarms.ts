import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'operations.md'), 'utf8');
const [, chapter = ''] = /\n## When an alarm goes off\n([\s\S]*?)\n## /.exec(page) ?? [];
/** The functions that the chapter has its reader define first. */
const [, functions = ''] = /```sh\n([\s\S]*?)```/.exec(chapter) ?? [];

/** What the sections on alarms have their reader ask AWS, as written there. */
export const questions: string[] = [...chapter.matchAll(/(`+)(aws [\s\S]*?[^`])\1(?!`)/g)].map(
  ([, , command = '']) => command,
);

/**
 * Asks one as its reader would, in bash; throws where it fails. The CLI from PyPI has no `logs tail`, which only reads
 * more comfortably what `filter-log-events` reads of a group.
 */
export function ask(question: string): string {
  const tail = `aws() {
    if [ "$1 $2" != 'logs tail' ]; then command aws "$@"; return; fi
    [ -n "$3" ] || { echo 'there is no such group' >&2; return 1; }
    command aws logs filter-log-events --log-group-name "$3" --output text
  }`;
  return execFileSync('bash', ['-euc', `${tail}\n${functions}\n${question}`], { encoding: 'utf8' });
}
