import { Stop } from '../../operator/program.ts';
import { both, everything, mostRanges, type Operator, type Range, rangeOf } from './range.ts';

const reads = `Ranges read '>=4.1 <4.2.3 || =5.0': comparators (>=, >, <=, <, =) joined by spaces, up to ${mostRanges} alternatives joined by ||.`;

/** The ranges of `--affected`: each alternative is what all of its comparators have in common. */
export function affected(text: string): Range[] {
  const alternatives = text.split('||').map((each) => each.trim());
  if (alternatives.length > mostRanges)
    throw new Stop(
      `These are ${alternatives.length} alternatives, and at most ${mostRanges} are taken. ${reads}`,
    );
  return alternatives.map(alternative);
}

function alternative(text: string): Range {
  if (text === '*') return everything;
  // A version may have spaces in it, as 2024 SP1: the next comparator begins with its operator.
  const range = text
    .split(/\s+(?=[<>=!~^])/)
    .map(comparator)
    .reduce(both, everything);
  if (range.low >= range.high) throw new Stop(`No version is in "${text}". ${reads}`);
  return range;
}

function comparator(text: string): Range {
  const [, operator, version = ''] = /^(>=|<=|>|<|=)?\s*([^\s<>=!~^|].*)$/.exec(text) ?? [];
  if (!version || /[<>=^|&]|\s(?:and|or|to)$/i.test(version) || (!operator && /\s/.test(version)))
    throw new Stop(`"${text}" is no comparator. ${reads}`);
  return rangeOf({ operator: (operator ?? '=') as Operator, version: version.trim() });
}
