import { limits } from '../limits.ts';
import { erasureDays } from './facts.ts';
import type { Texts } from './texts.ts';

const consent =
  'Your consent: Art. 6(1)(a) GDPR, and Art. 5(3) of Directive 2002/58/EC for access to your device.';

export const en: Texts = {
  language: 'English',
  version: (version) => `Version ${version}`,
  translations: {},

  title: 'Privacy notice: usage data of our products',
  in_force: (version) => `This is version ${version} of the notice, which is in force.`,
  earlier: (version, inForce) =>
    `This is version ${version} of the notice; version ${inForce} is in force. The list of what is collected is that of version ${version}. Who is responsible for the data, how long it is kept and what you can do is described as it is today.`,
  who: ({ vendor }) => ({
    title: 'Who collects the data',
    text: [
      `${vendor.name} collects the data and is the controller under the GDPR.`,
      `For questions and requests: <${vendor.contact}>.`,
    ],
  }),
  asked: {
    title: 'You are asked first',
    text: [
      'Nothing is collected before someone has decided, except what is strictly necessary for a service you asked for (`essential`, below). You decide on each purpose separately and can change your mind at any time. The product works the same if you refuse.',
      'The server enforces this: it checks every event against your decision and your organization’s, and keeps only what both allow. Anything added in a later version of this notice than the one you agreed to is not kept until you have been asked again and have agreed.',
      'An administrator may block collection for all users or allow the product to ask them. That does not replace your own consent.',
    ],
  },

  collected: {
    title: 'What is collected',
    text: [
      'This is the complete list; anything else is rejected. IP addresses, MAC addresses, email addresses and the user names in home folder paths are masked in all text before it is stored.',
    ],
  },
  field: 'Field',
  content: 'Meaning and possible values',
  with_every_event: {
    title: 'With every event',
    text: [
      'These fields say which product sent the event and when. They are part of every event that is kept.',
    ],
  },
  added: {
    product: 'The product that sent it.',
    test: 'Whether the vendor sent it as a test.',
    version_key: 'The product version again, in a form that sorts.',
    occurred_at_sent: 'When it happened, by the clock of the device.',
    received_at: 'When it arrived.',
    event_day: 'The day it happened.',
    license_id: 'For events with the purpose `licensing`: a keyed digest of the license key.',
    properties: 'The event’s own fields, as listed with it.',
  },
  purposes: {
    essential: {
      name: 'What is strictly necessary',
      why: 'To provide a digital service you asked for, which cannot work without this data.',
      legal_basis:
        'The contract for that service: Art. 6(1)(b) GDPR. Access to the device is strictly necessary for it: Art. 5(3) of Directive 2002/58/EC, second sentence.',
    },
    usage: {
      name: 'Use of the product',
      why: 'To learn which features are used and how often, and to keep and improve what is useful.',
      legal_basis: consent,
    },
    persons: {
      name: 'Who uses the product',
      why: 'To tell the users of an installation apart by a pseudonym and a role, and so count the people who use a feature or a named-user license. Without it, only the installation is known. It adds to what you allow for the other purposes; on its own it collects nothing.',
      legal_basis: consent,
    },
    environment: {
      name: 'The environment it runs in',
      why: 'To know on which systems and devices, and in which countries, the product must work well.',
      legal_basis: consent,
    },
    licensing: {
      name: 'Licenses',
      why: 'To compare the licenses in use with those that were sold.',
      legal_basis: consent,
    },
    diagnostics: {
      name: 'Failures and resource usage',
      why: 'To find out which versions of the product crash, and where it uses too much memory, processor time or disk space.',
      legal_basis: consent,
    },
  },
  legal_basis: 'Legal basis:',
  no_event: 'No event is collected for this purpose.',
  justification: 'Why it is strictly necessary:',
  since: (version) => `Since version ${version} of this notice.`,
  only: (fields) => `These events include their own fields and, of all others, only ${fields.join(', ')}.`,
  decision: {
    title: 'Your decision',
    text: [
      'Your decision is recorded so that it can be followed and proven, together with a digest of the secret that identifies your installation. For statistics, the decision also becomes an event that names no installation, organization or user.',
    ],
  },

  one_of: 'One of:',
  free_text: 'Free text.',
  at_least: (minimum) => `At least ${minimum}.`,
  at_most: (maximum) => `At most ${maximum}.`,
  types: {
    integer: 'A whole number.',
    number: 'A number.',
    boolean: 'Yes or no.',
    uuid: 'A UUID.',
    time: 'Date and time.',
    pseudonym: 'Not a name: anything but a GUID or a hex digest is rejected.',
    version: 'A version such as 4.2.1.',
    language: 'A language tag such as de-DE.',
    organization: 'A name of at most 128 characters; no address.',
    megabytes: 'A number of megabytes.',
    license_key: 'Not stored; only a keyed digest of it is.',
    purposes: 'Purposes of this notice.',
  },

  never: {
    title: 'What is never stored',
    text: [],
    list: [
      'The IP address your device connects from. If you allow `environment`, it is looked up once, in memory, to find the country.',
      'IP addresses, MAC addresses, email addresses and the user name in home folder paths: they are masked wherever they appear in text. Version numbers are kept even where they look like an IPv4 address.',
      'Names: a `user_id` that is not a GUID or a hex digest is rejected.',
      'License keys: only a keyed digest (HMAC-SHA256) is stored, which cannot be turned back into the key.',
      'Anything that this notice does not list.',
    ],
  },
  kept: {
    title: 'How long data is kept',
    text: ['Data with a stated period is deleted automatically.'],
  },
  what: 'What',
  how_long: 'How long',
  periods: ({ retentionMonths, landingDays, logDays }) => [
    ['Events', `${retentionMonths} months from the day they happened.`],
    ['Events as they arrived', `${landingDays} days, and up to two more until storage has removed them.`],
    ['Results of analyses and of your requests for a copy', 'One day, and up to two more.'],
    [
      'Your decisions',
      'The current one and all earlier ones, for as long as proof of them may be needed. They remain after an erasure, under a digest of the installation’s ID, with the name of the organization if one was given.',
    ],
    [
      'After an erasure',
      'A digest of the ID of the installation or user, permanently, so that no more of its data is accepted.',
    ],
    ['Backups of decisions', `${limits.backupDays} days. There are no backups of events.`],
    ['Technical logs', `${logDays} days. They contain no IDs, no addresses and nothing that was sent.`],
  ],
  seen: ({ vendor }) => ({
    title: 'Who sees the data',
    text: [
      `People at ${vendor.name} who analyze how its products are used, through reports and queries. Amazon Web Services stores and processes the data for ${vendor.name}.`,
      'The administrator of the organization that an installation names can read how many of its installations run which versions, in groups of at least five, and how the licenses sold to it are used; nothing about persons. As evidence that more seats were used than were bought, it may also receive the times at which seats were held, without anyone’s name and without the IDs of installations, sessions and users. No one else receives data.',
    ],
  }),
  stored: ({ vendor, region }) => ({
    title: 'Where the data is stored',
    text: [
      `In ${vendor.name}’s account at Amazon Web Services${region ? `, in the region \`${region}\`` : ', in the region named in the online version of this notice'}. It is encrypted in transit and at rest.`,
    ],
  }),
  opt_out: ({ vendor }) => ({
    title: 'How to opt out: as a user',
    text: [
      `Refuse when the product asks, or withdraw your consent in the product at any time (it calls \`PUT /v1/consent\` with the decision \`withdrawn\`). From the next request on, only what is strictly necessary is kept. Data kept before that remains lawful; you can have it erased at the same time (\`"erase": true\`). You can also write to <${vendor.contact}>.`,
    ],
  }),
  opt_out_administrator: ({ vendor }) => ({
    title: 'How to opt out: as an administrator',
    text: [
      `Your organization can opt out of all products of ${vendor.name} at once: ask <${vendor.contact}> for your organization’s token, and call \`PUT /v1/organizations/{organization_id}/consent\` with \`"allowed_purposes": []\`, or with only the purposes you allow: all but \`persons\`, for example, to allow data about use but not about who uses the product. It takes effect with the next request, and none of your installations can bypass it. What is strictly necessary is not affected.`,
    ],
  }),
  rights: ({ vendor }) => ({
    title: 'Your rights',
    text: [
      `The product makes these calls for you; without the product, write to <${vendor.contact}> and give the ID of your installation or user.`,
    ],
    list: [
      'A copy of everything stored about your installation or user, with the history of your decisions, in a machine-readable format (Art. 15 and 20 GDPR): `POST /v1/exports`.',
      `Erasure (Art. 17 GDPR): \`POST /v1/erasures\`. From the next request on nothing more is accepted, and what was stored is erased within ${erasureDays} days.`,
      'Withdrawal of consent at any time (Art. 7(3) GDPR), as above.',
      'Rectification, restriction and objection (Art. 16, 18 and 21 GDPR).',
      'A complaint to a supervisory authority (Art. 77 GDPR), for example the one where you live.',
    ],
  }),

  eula: (vendor, address) => ({
    title: 'Usage data',
    text: [
      `The Software can send data about its use to ${vendor}. The privacy notice at <${address}> states which data, for what purposes, on what legal basis and for how long.`,
      'Accepting this agreement is not consent to the collection of usage data. Consent is asked for separately, for each purpose, in the Software or during its installation, and can be refused or withdrawn there at any time. Neither affects the license or the functions of the Software. Without consent, only data that is strictly necessary for a service that the Customer or the user has requested is collected; the privacy notice lists that data and explains why.',
      'The Customer’s administrator can block the collection of usage data for all users. Allowing the Software to ask does not replace the consent of the user concerned.',
    ],
  }),
  dialog: (vendor, address) => ({
    user: {
      title: 'May this product send usage data?',
      text: [
        `${vendor} would like to learn how the product is used, to improve it. Only data for the purposes you check here is sent, encrypted and in the background. The product works the same whether you agree or not.`,
        `You can change your mind in the settings at any time, get a copy of your data, and have it erased. Exactly what is collected: ${address}`,
      ],
      accept: 'Allow what I checked',
      refuse: 'Allow nothing',
    },
    administrator: {
      title: 'Usage data',
      text: [
        `The product can ask users of this installation whether it may send data about its use to ${vendor}. Unless the user agrees, only what is strictly necessary for services you use is sent. If you leave the box unchecked, no one is asked.`,
        `You can change this later in the administration settings. For your whole organization you can block everything, or allow data about use but not about who uses the product. Exactly what is collected: ${address}`,
      ],
      checkbox: `Users may be asked to share usage data with ${vendor}`,
    },
  }),
};
