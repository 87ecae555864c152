import { Stop } from '../../operator/program.ts';
import { decoded } from '../../shared/forms/organization.ts';
import { both, type Comparator, everything, joined, type Operator, type Range, rangeOf } from './range.ts';

/**
 * The versions of a `product_version_range` of CSAF: a vers URI (`vers:semver/>=4.1|<4.2.3`, github.com/package-url/vers-spec)
 * or its constraints alone, which CSAF calls vls. Whatever its scheme, versions are compared as everywhere here.
 */
export function versRanges(text: string): Range[] {
  const constraints = text
    .replace(/^vers:[^/]*\//, '')
    .split('|')
    .map((each) => each.trim())
    .filter(Boolean);
  if (constraints.length === 1 && constraints[0] === '*') return [everything];
  if (constraints.length === 0) throw unreadable(text);
  const parsed = constraints.map((each) => constraint(each, text));
  const sorted = parsed.toSorted((a, b) => (a.precedence < b.precedence ? -1 : 1));
  const comparators = sorted.filter((each): each is Constraint & Comparator => each.operator !== '!=');
  const points = comparators.filter(({ operator }) => operator === '=').map(rangeOf);
  const bounds = comparators.filter(({ operator }) => operator !== '=');
  const without = sorted.filter(({ operator }) => operator === '!=').map(({ version }) => version);
  const ranges = comparators.length ? between(bounds, text) : [everything];
  return joined([...without.reduce(leftOut, ranges), ...points]);
}

type Constraint = { operator: Operator | '!='; version: string; precedence: string };

function constraint(text: string, whole: string): Constraint {
  const [, operator = '=', version = ''] = /^(>=|<=|!=|>|<|=)?\s*([^\s<>=!*][^<>=*]*)$/.exec(text) ?? [];
  if (!version) throw unreadable(whole);
  const plain = decoded(version);
  return {
    operator: operator as Constraint['operator'],
    version: plain,
    precedence: rangeOf({ operator: '=', version: plain }).low,
  };
}

/** Each lower bound with the upper bound that follows it; the first range may lack the one, the last the other. */
function between(bounds: readonly Comparator[], whole: string): Range[] {
  const ranges: Range[] = [];
  let open: Range | undefined;
  for (const [i, bound] of bounds.entries()) {
    const range = rangeOf(bound);
    if (bound.operator.startsWith('>')) {
      if (open) throw unreadable(whole);
      open = range;
    } else {
      if (!open && i > 0) throw unreadable(whole);
      ranges.push(open ? both(open, range) : range);
      open = undefined;
    }
  }
  return open ? [...ranges, open] : ranges;
}

/** What is left of ranges without one version. */
const leftOut = (ranges: Range[], version: string): Range[] =>
  ranges
    .flatMap((range) => [
      both(range, rangeOf({ operator: '<', version })),
      both(range, rangeOf({ operator: '>', version })),
    ])
    .filter(({ low, high }) => low < high);

const unreadable = (text: string) =>
  new Stop(`The range "${text}" can't be read: give the affected versions with --affected instead.`);
