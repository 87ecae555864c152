import type { EventDeclaration } from './field.ts';

const named = (answers: 'siemens: Feature adoption' | 'siemens: Number of applications per instance') =>
  ({ type: 'string', free_text: 'Products name these in their own words.', since: 1, answers }) as const;
const outcome = { type: 'string', allowed: ['success', 'failure'], since: 1 } as const;
const count = { type: 'integer', since: 1 } as const;

const license = {
  license_key: {
    type: 'license_key',
    since: 1,
    answers: 'revenera: license key',
    description: 'The license key. Only a keyed digest of it, license_id, is stored.',
  },
  license_type: {
    type: 'string',
    allowed: ['named_user', 'node_locked', 'floating', 'subscription', 'evaluation', 'free', 'other'],
    since: 1,
    answers: 'siemens: Introduction of licenses',
    description: 'How the license is bound.',
  },
  seats_purchased: {
    ...count,
    answers: 'siemens: Number of purchased licenses',
    description: 'The seats the license file names.',
  },
  outcome: {
    ...outcome,
    answers: 'contract: standard events',
    description: 'Whether the license was accepted.',
  },
} as const;
const { license_key, license_type } = license;
const seats = { ...count, answers: 'siemens: Number of purchased licenses' } as const;

/** The events every product may send. A vendor's own stand in yours.ts. */
export const standard = {
  installation_changed: {
    purpose: 'usage',
    since: 1,
    answers: 'siemens: Installation information',
    description: 'The product was installed, updated or removed.',
    properties: {
      action: {
        type: 'string',
        allowed: ['installed', 'updated', 'removed'],
        since: 1,
        answers: 'siemens: Installation information',
        description: 'What happened to the installation.',
      },
      previous_version: {
        type: 'version',
        since: 1,
        answers: 'siemens: Distribution of software versions in the field',
        description: 'The version before an update.',
      },
      channel: {
        type: 'string',
        free_text: 'Vendors name their channels themselves.',
        since: 1,
        answers: 'siemens: Installation information',
        description: 'Where the package came from, such as store or download.',
      },
    },
  },
  session_started: {
    purpose: 'usage',
    since: 1,
    answers: 'revenera: when your product was run',
    description: 'The product was started.',
    properties: {
      duration_ms: {
        ...count,
        answers: 'revenera: when your product was run',
        description: 'Time to start.',
      },
    },
  },
  session_ended: {
    purpose: 'usage',
    since: 1,
    answers: 'revenera: when your product was run',
    description: 'The product was closed.',
    properties: {
      duration_ms: {
        ...count,
        answers: 'revenera: when your product was run',
        description: 'How long the session lasted.',
      },
    },
  },
  session_failed: {
    purpose: 'diagnostics',
    since: 1,
    answers: 'contract: standard events',
    description: 'A session of the product ended by a failure.',
    properties: {
      kind: {
        type: 'string',
        allowed: ['crash', 'hang', 'out_of_memory', 'other'],
        since: 1,
        answers: 'contract: standard events',
        description: 'How it failed.',
      },
      duration_ms: {
        ...count,
        answers: 'contract: standard events',
        description: 'How long the session had lasted.',
      },
    },
  },
  user_logged_in: {
    purpose: 'usage',
    since: 1,
    answers: 'siemens: User count and login statistics',
    description: 'A user logged in to the product.',
    properties: {
      method: {
        type: 'string',
        free_text: 'Products name their ways to log in themselves.',
        since: 1,
        answers: 'siemens: User count and login statistics',
        description: 'How, such as password or sso.',
      },
      outcome: {
        ...outcome,
        answers: 'siemens: User count and login statistics',
        description: 'How it ended.',
      },
    },
  },
  user_count_reported: {
    purpose: 'licensing',
    since: 1,
    answers: 'siemens: User count and login statistics',
    description: 'How many users the installation has.',
    properties: {
      registered: {
        ...count,
        answers: 'siemens: User count and login statistics',
        description: 'User accounts.',
      },
      active: {
        ...count,
        answers: 'siemens: User count and login statistics',
        description: 'Accounts used in the period the product reports on.',
      },
    },
  },
  feature_used: {
    purpose: 'usage',
    since: 1,
    answers: 'siemens: Feature adoption',
    description: 'A feature of the product was used.',
    properties: {
      feature: { ...named('siemens: Feature adoption'), description: 'The name of the feature.' },
      count: {
        ...count,
        answers: 'siemens: Feature adoption',
        description: 'How often, if counted together.',
      },
      duration_ms: { ...count, answers: 'siemens: Feature adoption', description: 'How long it took.' },
    },
  },
  license_activated: {
    purpose: 'licensing',
    since: 1,
    answers: 'siemens: Introduction of licenses',
    description: 'A license was introduced to the installation.',
    properties: license,
  },
  license_checked: {
    purpose: 'licensing',
    since: 1,
    answers: 'revenera: license key',
    description: 'The product checked its license.',
    properties: license,
  },
  license_checked_out: {
    purpose: 'licensing',
    since: 1,
    answers: 'siemens: Number of purchased licenses',
    description: 'A session took seats of a floating license.',
    properties: {
      ...license,
      seats: { ...seats, description: 'How many seats it holds from now on; one unless said.' },
    },
  },
  license_returned: {
    purpose: 'licensing',
    since: 1,
    answers: 'siemens: Number of purchased licenses',
    description: 'A session gave back its seats of a floating license.',
    properties: {
      ...license,
      seats: { ...seats, description: 'How many seats it had held; a return ends all of them.' },
      duration_ms: { ...seats, description: 'How long it had held them.' },
    },
  },
  license_denied: {
    purpose: 'licensing',
    since: 1,
    answers: 'contract: standard events',
    description: 'A license was asked for and not given.',
    properties: {
      license_key,
      license_type,
      seats: { ...seats, description: 'How many seats were asked for; one unless said.' },
      cause: {
        type: 'string',
        allowed: ['none_free', 'expired', 'not_entitled', 'other'],
        since: 1,
        answers: 'contract: standard events',
        description: 'Why it was not given: all seats taken, expired, not sold for this, or other.',
      },
    },
  },
  device_reported: {
    purpose: 'environment',
    since: 1,
    answers: 'siemens: Number and types of devices',
    description: 'Devices in use beside the host.',
    properties: {
      device: {
        type: 'string',
        free_text: 'Vendors name their devices themselves.',
        since: 1,
        answers: 'siemens: Number and types of devices',
        description: 'The type of device.',
      },
      count: { ...count, answers: 'siemens: Number and types of devices', description: 'How many of them.' },
    },
  },
  applications_reported: {
    purpose: 'usage',
    since: 1,
    answers: 'siemens: Number of applications per instance',
    description: 'Applications run on this instance of the product.',
    properties: {
      application: {
        ...named('siemens: Number of applications per instance'),
        description: 'The kind of application.',
      },
      count: {
        ...count,
        answers: 'siemens: Number of applications per instance',
        description: 'How many of them.',
      },
    },
  },
  resource_usage_reported: {
    purpose: 'diagnostics',
    since: 1,
    answers: 'siemens: Consumption of resources',
    description: 'What the product consumed.',
    properties: {
      cpu_percent: {
        type: 'number',
        since: 1,
        answers: 'siemens: Consumption of resources',
        description: 'Processor time; 100 is one core.',
      },
      memory_used_mb: {
        ...count,
        answers: 'siemens: Consumption of resources',
        description: 'Memory in MB.',
      },
      disk_used_mb: {
        ...count,
        answers: 'siemens: Consumption of resources',
        description: 'Disk space in MB.',
      },
      network_mb: { ...count, answers: 'siemens: Consumption of resources', description: 'Traffic in MB.' },
    },
  },
  content_downloaded: {
    purpose: 'usage',
    since: 1,
    answers: 'siemens: Content download count',
    description: 'Content was downloaded from within the product.',
    properties: {
      content_id: {
        type: 'string',
        free_text: 'Vendors name their content themselves.',
        since: 1,
        answers: 'siemens: Content download count',
        description: 'Which content.',
      },
      count: { ...count, answers: 'siemens: Content download count', description: 'How many downloads.' },
      bytes: { ...count, answers: 'siemens: Content download count', description: 'Their size in bytes.' },
    },
  },
} as const satisfies Record<string, EventDeclaration>;
