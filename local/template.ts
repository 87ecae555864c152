import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
// biome-ignore lint/suspicious/noExplicitAny: a template's properties have as many shapes as AWS has resources
type Properties = Record<string, any>;
export type Resource = { id: string; type: string; properties: Properties };

export const region = 'us-east-1';
const account = '000000000000';
const pseudo: Record<string, string> = {
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'local',
};

/** The synthesized template as it would stand once deployed: references resolved to names, an ID being the name. */
export class Template {
  readonly resources: Resource[];
  readonly outputs: Record<string, string>;
  readonly #raw: {
    Resources: Record<string, { Type: string; Properties?: Json }>;
    Outputs?: Record<string, { Value: Json }>;
  };
  readonly #folder: string;
  readonly #attributes: Record<string, string>;

  /** `attributes` are what only a deployment knows, as `Type.Attribute`. */
  constructor(folder: string, attributes: Record<string, string> = {}) {
    const file = readdirSync(folder).find((name) => name.endsWith('.template.json')) as string;
    this.#folder = folder;
    this.#attributes = attributes;
    this.#raw = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    this.resources = Object.entries(this.#raw.Resources).map(([id, { Type, Properties }]) => ({
      id,
      type: Type,
      properties: this.#resolve(Properties ?? {}) as Properties,
    }));
    const outputs = Object.entries(this.#raw.Outputs ?? {});
    this.outputs = Object.fromEntries(
      outputs.map(([name, { Value }]) => [name, String(this.#resolve(Value))]),
    );
  }

  ofType(type: string): Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The folder of a function's code: the very one that would be uploaded. */
  codeOf(lambda: Resource): string {
    return join(this.#folder, `asset.${lambda.properties.Code.S3Key.replace('.zip', '')}`);
  }

  #resolve(value: Json): Json {
    if (Array.isArray(value)) return value.map((item) => this.#resolve(item));
    if (typeof value !== 'object' || value === null) return value;
    const [[name, inner] = ['', null], ...others] = Object.entries(value);
    if (others.length === 0) {
      if (name === 'Ref') return this.#ref(inner as string);
      if (name === 'Fn::GetAtt') return this.#attribute(...(inner as [string, string]));
      if (name === 'Fn::Join') {
        const [separator, parts] = inner as [string, Json[]];
        return parts.map((part) => this.#resolve(part)).join(separator);
      }
      if (name === 'Fn::Sub') return (inner as string).replace(/\$\{([^}]+)\}/g, (_, ref) => this.#ref(ref));
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#resolve(item)]));
  }

  #ref(id: string): string {
    const { Type, Properties } = this.#raw.Resources[id] ?? {};
    const given = (Properties as Properties | undefined)?.Name;
    return pseudo[id] ?? (Type === 'AWS::Athena::WorkGroup' ? given : id);
  }

  #attribute(id: string, attribute: string): string {
    const type = this.#raw.Resources[id]?.Type as string;
    return this.#attributes[`${type}.${attribute}`] ?? `arn:aws:local:${region}:${account}:${id}`;
  }
}
