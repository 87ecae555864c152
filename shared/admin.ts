/** What the command line asks the `admin` function, and what it answers. `error` is a sentence for the person. */
export type AdminRequest = { command: 'product add'; product: string } | { command: 'product list' };
export type AdminAnswer =
  | { error: string }
  | { product: string; write_key: string }
  | { products: Product[] };
export type Product = { product: string; added_at: string };
