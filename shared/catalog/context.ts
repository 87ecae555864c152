import type { ContextField } from './field.ts';

const environment = { purpose: 'environment', since: 1 } as const;
const always = { purpose: 'any', since: 1, essential: true } as const;
const withAny = { purpose: 'any', since: 1 } as const;
const usage = { purpose: 'usage', since: 1 } as const;
const persons = { purpose: 'persons', since: 1 } as const;
const named = { type: 'string', free_text: 'Makers name these themselves.' } as const;

/** Of a batch: who sends it. */
export const batchFields = {
  installation_id: {
    ...always,
    type: 'uuid',
    answers: 'revenera: unique client/installation ID',
    description: 'A random ID made at the first start, never from hardware.',
  },
  organization_id: {
    ...always,
    type: 'organization',
    answers: 'siemens: Company name',
    description: "The customer's name or domain, stored in lower case.",
  },
} as const satisfies Record<string, ContextField>;

/** Of a batch: the `context` object. Each is a column of `events`. */
export const contextFields = {
  product_version: {
    ...always,
    type: 'version',
    answers: 'siemens: Distribution of software versions in the field',
    description: 'The version of the product.',
  },
  product_edition: {
    ...always,
    type: 'string',
    free_text: 'Vendors name their editions themselves.',
    answers: 'revenera: product version/edition/build number',
    description: 'The edition of the product.',
  },
  product_build: {
    ...always,
    type: 'version',
    answers: 'revenera: product version/edition/build number',
    description: 'The build of the product.',
  },
  sdk_name: {
    ...withAny,
    type: 'string',
    pattern: /^[A-Za-z0-9 ._@/+-]{1,64}$/,
    in_words: 'At most 64 letters, digits, spaces and signs of . _ @ / + -',
    answers: 'contract: context',
    description: 'The SDK that sends.',
  },
  sdk_version: {
    ...withAny,
    type: 'version',
    answers: 'contract: context',
    description: 'The version of that SDK.',
  },
  ci: {
    ...withAny,
    type: 'boolean',
    answers: 'contract: context',
    description: 'Whether this is a build machine; reports leave those out.',
  },
  language: {
    ...environment,
    type: 'language',
    answers: 'cireson: language information',
    description: 'The language of the user interface, as a BCP 47 tag.',
  },
  os_name: {
    ...environment,
    ...named,
    answers: 'siemens: The operating environment',
    description: 'The operating system.',
  },
  os_version: {
    ...environment,
    type: 'version',
    answers: 'siemens: The operating environment',
    description: 'The version of the operating system.',
  },
  architecture: {
    ...environment,
    type: 'string',
    pattern: /^[A-Za-z0-9 ._-]{1,64}$/,
    in_words: 'At most 64 letters, digits, spaces, dots, hyphens and underscores.',
    answers: 'revenera: Platform/Architecture data',
    description: 'The architecture of the processor.',
  },
  cpu_cores: {
    ...environment,
    type: 'integer',
    answers: 'revenera: Platform/Architecture data',
    description: 'Processor cores.',
  },
  memory_mb: {
    ...environment,
    type: 'megabytes',
    answers: 'siemens: The operating environment',
    description: 'Memory of the machine in MB.',
  },
  gpu_name: {
    ...environment,
    ...named,
    answers: 'siemens: The operating environment',
    description: 'The graphics processor.',
  },
  screen_width: {
    ...environment,
    type: 'integer',
    answers: 'revenera: Platform/Architecture data',
    description: 'Width of the main screen in pixels.',
  },
  screen_height: {
    ...environment,
    type: 'integer',
    answers: 'revenera: Platform/Architecture data',
    description: 'Height of the main screen in pixels.',
  },
  device_type: {
    ...environment,
    ...named,
    answers: 'siemens: Number and types of devices',
    description: 'The type of the machine, such as desktop or server.',
  },
} as const satisfies Record<string, ContextField>;

/** Of each event, whatever its name. */
export const eventFields = {
  event_id: {
    ...always,
    type: 'uuid',
    answers: 'contract: once',
    description: 'Makes the event count once.',
  },
  event_name: {
    ...always,
    type: 'string',
    pattern: /^[a-z][a-z0-9_]{0,63}$/,
    in_words: 'A name of this notice, such as feature_used.',
    answers: 'contract: standard events',
    description: 'Which event of the catalog it is.',
  },
  occurred_at: {
    ...always,
    type: 'time',
    answers: 'revenera: when your product was run',
    description: 'When it happened.',
  },
  sequence: {
    ...withAny,
    type: 'integer',
    answers: 'contract: ingest quality',
    description: 'Counts the events of the installation, so that losses show.',
  },
  session_id: {
    ...usage,
    type: 'uuid',
    answers: 'revenera: when your product was run',
    description: 'A random ID for one run of the product.',
  },
  user_id: {
    ...persons,
    type: 'pseudonym',
    answers: 'siemens: Pseudonymized user ID',
    description: 'A GUID or a digest that stands for the user.',
  },
  user_role: {
    ...persons,
    type: 'string',
    free_text: 'Products name their roles themselves.',
    answers: 'cireson: portal specific roles',
    description: "The user's role in the product.",
  },
} as const satisfies Record<string, ContextField>;

/** What the service itself adds to a row. */
export const serviceFields = {
  country: {
    ...environment,
    type: 'string',
    pattern: /^[A-Z]{2}$/,
    in_words: 'Two letters, such as DE.',
    answers: 'siemens: Geo distribution',
    description:
      "The country that the caller's address belongs to, looked up in memory; the address is not kept.",
  },
} as const satisfies Record<string, ContextField>;
