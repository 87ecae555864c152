import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The values of a metric that the functions of a run have logged, oldest first. */
export function metrics({ data }: { data: string }, name: string): number[] {
  const lines = globSync(join(data, 'logs', '*.log')).flatMap((file) =>
    readFileSync(file, 'utf8').split('\n'),
  );
  return lines
    .filter((line) => line.includes('"_aws"'))
    .map((line) => JSON.parse(line))
    .filter((line) => name in line)
    .map((line) => line[name]);
}
