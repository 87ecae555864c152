import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import { isObject } from '../../shared/catalog/validate.ts';
import { type Facts, factsOf } from '../../shared/proof.ts';

/** What has a proof: what it signs, once it is verified, and in sentences what is wrong with it. */
export type Proven = { facts?: Facts; kid?: string; wrong: string[] };

/** Verifies each proof in the text of a file: a proof alone, what has one, a list of such, or an export. */
export async function provenIn(text: string, keys: JSONWebKeySet): Promise<Proven[]> {
  return Promise.all(carriers(text).map((carrier) => proven(carrier, keys)));
}

type Carrier = { proof?: unknown } & Record<string, unknown>;

function carriers(text: string): Carrier[] {
  if (!/^\s*[[{"]/.test(text)) return [{ proof: text.trim() }];
  const json: unknown = JSON.parse(text);
  const list = isObject(json) ? (json.consent_history ?? json) : json;
  return [list].flat().map((one) => (isObject(one) ? one : { proof: one }));
}

async function proven({ proof, ...beside }: Carrier, keys: JSONWebKeySet): Promise<Proven> {
  if (typeof proof !== 'string') return { wrong: [`${nameOf(beside)} has no proof.`] };
  try {
    const { payload, protectedHeader } = await compactVerify(exact(proof), createLocalJWKSet(keys), {
      algorithms: ['EdDSA'],
    });
    const facts = factsOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
    return { facts, kid: protectedHeader.kid as string, wrong: contradictions(beside, facts) };
  } catch (fault) {
    const why =
      fault instanceof errors.JWKSNoMatchingKey
        ? 'is signed by a key that the file of keys does not have'
        : 'is not genuine';
    return { wrong: [`The proof of ${nameOf(beside)} ${why}.`] };
  }
}

/** A text of base64url can spell the same bytes in several ways, of which one is the proof. */
function exact(proof: string): string {
  const same = proof
    .split('.')
    .every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
  if (!same) throw new Error('It is not spelled as it was signed.');
  return proof;
}

/** What stands beside a proof and is not what it signs. */
function contradictions(beside: Record<string, unknown>, facts: Facts): string[] {
  const shown = beside as Partial<Record<keyof Facts, unknown>>;
  return (Object.keys(facts) as (keyof Facts)[])
    .filter(
      (name) => shown[name] !== undefined && JSON.stringify(shown[name]) !== JSON.stringify(facts[name]),
    )
    .map((name) => `${nameOf(beside)} says ${name} ${shown[name]}, and what was signed says ${facts[name]}.`);
}

const nameOf = ({ receipt_id, erasure_id }: Record<string, unknown>) =>
  String(receipt_id ?? erasure_id ?? 'this');
