import { readFileSync } from 'node:fs';
import { Stop } from '../../operator/program.ts';
import { type Listed, listed, type ProductTree } from './products.ts';
import { inWords, joined, mostRanges, type Range, rangeOf } from './range.ts';
import { versRanges } from './vers.ts';

/** What of a CSAF 2.0 file is read. */
type Csaf = {
  document?: { csaf_version?: string; tracking?: { id?: string } };
  product_tree?: ProductTree;
  vulnerabilities?: { cve?: string; product_status?: Partial<Record<string, string[]>> }[];
};

/** The affected versions of a product by an advisory, and a sentence on what was read. */
export type Advisory = { ranges: Range[]; sentence: string };

export function advisory(file: string, product: string | undefined): Advisory {
  if (!product) throw new Stop('Say which product the advisory is asked about: --product NAME.');
  const csaf = parsed(file);
  try {
    return read(csaf, product);
  } catch (fault) {
    // Whatever is not of the type that CSAF gives it: its own schema says more than we could.
    if (fault instanceof TypeError)
      throw new Stop(`${file} does not have the form of CSAF 2.0: validate it first.`);
    throw fault;
  }
}

function read(csaf: Csaf, product: string): Advisory {
  const all = listed(csaf.product_tree ?? {});
  const vulnerabilities = csaf.vulnerabilities ?? [];
  const of = (...statuses: string[]): Listed[] =>
    vulnerabilities.flatMap(({ product_status = {} }) =>
      statuses.flatMap((status) => product_status[status] ?? []).flatMap((id) => all.get(id) ?? []),
    );
  const name = ownName(of('known_affected', 'first_affected', 'last_affected'), product);
  const states = (...statuses: string[]) => own(of(...statuses), name).flatMap(versions);
  const known = states('known_affected');
  const sequences = sequencesOf(states('first_affected'), states('last_affected'), states('first_fixed'));
  // Where the affected versions are listed, a sequence without an end adds nothing that is known.
  const ranges = joined([
    ...known,
    ...sequences.filter(({ from, to }) => known.length === 0 || (from && to)),
  ]);
  if (ranges.length > mostRanges)
    throw new Stop(
      `The advisory lists ${ranges.length} separate versions or ranges of ${name}, and at most ${mostRanges} are taken: give ranges that hold them with --affected.`,
    );
  const about = [csaf.document?.tracking?.id, ...vulnerabilities.map(({ cve }) => cve)].filter(Boolean);
  const open = own(of('under_investigation'), name).length;
  return {
    ranges,
    sentence:
      `By the advisory ${about.join(', ')} these versions of ${name} are affected: ${inWords(ranges)}.` +
      (open ? ' Others are still under investigation, and not counted.' : ''),
  };
}

function parsed(file: string): Csaf {
  const csaf = json(file);
  const version = csaf?.document?.csaf_version;
  if (version !== '2.0')
    throw new Stop(
      `${file} is no advisory in CSAF 2.0${version ? `, but in ${version}` : ''}: give the affected versions with --affected.`,
    );
  return csaf as Csaf;
}

function json(file: string): Csaf | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (fault) {
    const why =
      fault instanceof SyntaxError ? 'is no JSON' : `can't be read (${(fault as { code?: string }).code})`;
    throw new Stop(`${file} ${why}.`);
  }
}

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');

/** How the advisory calls the product: by the same name but for signs, or as the only product it has. */
function ownName(affected: Listed[], product: string): string {
  const names = [...new Set(affected.map(({ names }) => names.at(-1) as string))];
  const same = affected.flatMap(({ names }) => names).find((name) => plain(name) === plain(product));
  if (same) return same;
  if (names.length === 1) return names[0] as string;
  throw new Stop(
    names.length
      ? `The advisory does not name ${product} as affected. It names: ${names.join(', ')}.`
      : 'The advisory names no affected product.',
  );
}

const own = (products: Listed[], name: string) => products.filter(({ names }) => names.includes(name));

function versions({ names, version, range }: Listed): Range[] {
  if (range !== undefined) return versRanges(range);
  if (version !== undefined) return [rangeOf({ operator: '=', version })];
  throw new Stop(
    `The advisory names ${names.at(-1)} without a version: give the affected ones with --affected.`,
  );
}

/** From each first affected version to the next that is the last affected, or the first that is fixed. */
function sequencesOf(first: Range[], last: Range[], fixed: Range[]): Range[] {
  const ends = [
    ...last,
    ...fixed.map((range) => ({ ...range, high: range.low, to: range.from.replace('>=', '<') })),
  ].sort((a, b) => (a.high < b.high ? -1 : 1));
  if (first.length === 0) return last.map((range) => ({ ...range, low: '', from: '' }));
  return first.map((range) => {
    const end = ends.find(({ high }) => high > range.low);
    return { ...range, high: end?.high ?? '~', to: end?.to ?? '' };
  });
}
