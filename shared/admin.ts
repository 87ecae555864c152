import type { Described } from './api/schema.ts';
import type { statementSchema } from './api/statement.ts';

/** What the command line can ask the `admin` function, and what each answers. Keys and tokens are shown this once. */
export type AdminCommands = {
  'product add': { request: { product: string }; answer: { product: string; write_key: string } };
  'product remove': { request: { product: string }; answer: { product: string; removed: true } };
  'product list': { request: object; answer: { products: Product[] } };
  'key add': {
    request: { product: string; test: boolean };
    answer: { product: string; write_key: string; test: boolean };
  };
  'key revoke': { request: { write_key: string }; answer: { product: string; revoked: true } };
  'key list': { request: { product?: string }; answer: { keys: ListedKey[] } };
  /** `kid` names the key that signs from now on; `keys` is how many the service shows. */
  'key rotate-proof': { request: object; answer: { kid: string; keys: number } };
  'organization add': {
    request: { organization_id: string; renew: boolean };
    answer: { organization_id: string; token: string };
  };
  'organization statement': {
    request: { organization_id: string };
    answer: Described<typeof statementSchema>;
  };
  'organization list': { request: object; answer: { organizations: ListedOrganization[] } };
  /** `csv` is the file, gzipped, in base64; `notes` say, in sentences, what was made of it. */
  'entitlements import': {
    request: { product: string; csv: string; date_format?: string };
    answer: { product: string; entitlements: number; organizations: number; notes?: string[] };
  };
  withdraw: { request: Who; answer: { installations: number; organization_id?: string } };
  erase: { request: Who; answer: { erasures: string[]; due_at: string } };
  export: { request: Who; answer: { export_id: string } };
  'export read': { request: { export_id: string; page?: string }; answer: ExportPage };
};
/** Whom a request is about: one of the three IDs. Without a product, at whichever they are known. */
export type Who = {
  installation_id?: string;
  user_id?: string;
  organization_id?: string;
  product?: string;
};
/** A page of an export. */
export type ExportPage = {
  status: 'running' | 'completed';
  rows: object[];
  consent_history: object[];
  next_page?: string;
};
type Product = { product: string; added_at: string };
/** A write key by the beginning of its digest, since nothing else of it is kept. */
type ListedKey = { product: string; key_digest: string; test: boolean; added_at: string };
/** What its administrator allows; null where nothing was decided, so that it limits nothing. */
type ListedOrganization = {
  organization_id: string;
  added_at: string;
  allowed_purposes: readonly string[] | null;
};

export type AdminCommand = keyof AdminCommands;
export type AdminRequest<C extends AdminCommand> = AdminCommands[C]['request'];
/** `error` is a sentence for the person. */
export type AdminAnswer<C extends AdminCommand> = AdminCommands[C]['answer'] | { error: string };
