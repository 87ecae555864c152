import { decoded } from '../../shared/forms/organization.ts';

/** The products of a CSAF 2.0 file (docs.oasis-open.org/csaf/csaf/v2.0, 3.2.2), by their IDs. */

/** A product as a file lists it: the names of its branches from the outermost, and which versions it stands for. */
export type Listed = { names: string[]; version?: string; range?: string };

type FullName = { product_id?: string; name?: string; product_identification_helper?: { purl?: string } };
type Branch = { category?: string; name?: string; branches?: Branch[]; product?: FullName };
type Relationship = {
  product_reference?: string;
  relates_to_product_reference?: string;
  full_product_name?: FullName;
};
export type ProductTree = {
  branches?: Branch[];
  full_product_names?: FullName[];
  relationships?: Relationship[];
};

/** Each ID with what it stands for: of a product on or in another, both. */
export function listed({ branches = [], full_product_names = [], relationships = [] }: ProductTree) {
  const found = new Map<string, Listed[]>();
  const add = (product: FullName | undefined, some: Listed[]) => {
    if (product?.product_id) found.set(product.product_id, some);
  };
  const walk = ({ category, name = '', branches: inner = [], product }: Branch, outer: Listed) => {
    const here: Listed = { ...outer, names: [...outer.names] };
    if (category === 'product_version') here.version = name;
    else if (category === 'product_version_range') here.range = name;
    else here.names.push(name);
    add(product, [{ ...purlVersion(product), ...here }]);
    for (const each of inner) walk(each, here);
  };
  for (const each of branches) walk(each, { names: [] });
  for (const each of full_product_names) add(each, [{ names: [each.name ?? ''], ...purlVersion(each) }]);
  for (const { full_product_name, ...of } of relationships) {
    const ids = [of.product_reference, of.relates_to_product_reference];
    add(
      full_product_name,
      ids.flatMap((id = '') => found.get(id) ?? []),
    );
  }
  return found;
}

/** The version in a package URL, as `pkg:generic/atlas-cad@4.2.1`. */
function purlVersion(product: FullName | undefined): { version?: string } {
  const [, version] = /@([^?#]+)/.exec(product?.product_identification_helper?.purl ?? '') ?? [];
  return version ? { version: decoded(version) } : {};
}
