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
    `This is version ${version} of the notice; version ${inForce} is in force. What was collected is listed as version ${version} had it. Who answers for the data, how long they are kept and what you can do is as it is today.`,
  who: ({ vendor }) => ({
    title: 'Who collects the data',
    text: [
      `${vendor.name} collects them and is the controller in the sense of the GDPR.`,
      `For questions and requests: <${vendor.contact}>.`,
    ],
  }),
  asked: {
    title: 'You are asked first',
    text: [
      'Nothing is collected before somebody has decided, except what is strictly necessary for a service that was asked for (`essential`, below). You decide for each purpose by itself, and can change your mind at any time. The product works the same if you refuse.',
      'The server holds to it: it checks every event against your decision and your organization’s, and keeps only what both allow. Whatever came with a later version of this notice than the one you agreed to is not kept until you have been asked again.',
      'An administrator may rule data out for all users, or let users be asked. That does not replace your own consent.',
    ],
  },

  collected: {
    title: 'What is collected',
    text: [
      'This is the whole list. Whatever is not on it is refused. IP addresses, MAC addresses, e-mail addresses and the names in paths of home folders are masked in all text before it is stored.',
    ],
  },
  field: 'Field',
  content: 'What it says and may hold',
  with_every_event: {
    title: 'With every event',
    text: ['These say which product sent it and when. They go with every event that is kept.'],
  },
  added: {
    product: 'The product that sent it.',
    test: 'Whether it was sent by a test of the vendor’s.',
    version_key: 'The version of the product once more, so that versions sort.',
    occurred_at_sent: 'When it happened, by the clock of the device.',
    received_at: 'When it arrived.',
    event_day: 'The day it happened.',
    license_id: 'With events of the purpose `licensing`: a keyed digest of the license key.',
    properties: 'What the event itself says, as listed with it.',
  },
  purposes: {
    essential: {
      name: 'What is strictly necessary',
      why: 'To provide a digital service that was asked for and can not be provided without.',
      legal_basis:
        'The contract on that service: Art. 6(1)(b) GDPR. Access to the device is strictly necessary for it: Art. 5(3) of Directive 2002/58/EC, second sentence.',
    },
    usage: {
      name: 'Use of the product',
      why: 'To learn which features are used and how often, so as to keep and improve what is of use.',
      legal_basis: consent,
    },
    environment: {
      name: 'The environment it runs in',
      why: 'To know on which systems, devices and in which countries the product must work well.',
      legal_basis: consent,
    },
    licensing: {
      name: 'Licenses',
      why: 'To compare the licenses in use with those that were sold.',
      legal_basis: consent,
    },
    diagnostics: {
      name: 'Resources it needs',
      why: 'To find out where the product needs too much memory, processor time or disk space.',
      legal_basis: consent,
    },
  },
  legal_basis: 'Legal basis:',
  no_event: 'No event is collected for this purpose.',
  justification: 'Why it is strictly necessary:',
  since: (version) => `Since version ${version} of this notice.`,
  only: (fields) => `With these events go their own fields and, of all others, only ${fields.join(', ')}.`,
  decision: {
    title: 'Your decision',
    text: [
      'What you decide is recorded, to be kept to and as proof. With it goes a digest of the secret by which your installation proves itself. For statistics, the decision also becomes an event that names neither installation nor organization nor user.',
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
    pseudonym: 'No name: anything but a GUID or a hex digest is refused.',
    version: 'A version such as 4.2.1.',
    language: 'A language tag such as de-DE.',
    organization: 'A name of at most 128 characters; no address.',
    megabytes: 'A number of megabytes.',
    license_key: 'Is not stored, but a keyed digest of it.',
    purposes: 'Purposes of this notice.',
  },

  never: {
    title: 'What is never stored',
    text: [],
    list: [
      'The address your device calls from. If you allow `environment`, it is looked up in memory once, to find the country.',
      'IP addresses, MAC addresses, e-mail addresses and the user’s name in paths of home folders, wherever they stand in a text: they are masked.',
      'Names: a `user_id` that is not a GUID or a hex digest is refused.',
      'License keys: what is stored is a keyed digest (HMAC-SHA256), which can not be turned back into the key.',
      'Anything that this notice does not list.',
    ],
  },
  kept: {
    title: 'How long data are kept',
    text: ['Where a number of days or months is given, the service deletes them by itself.'],
  },
  what: 'What',
  how_long: 'How long',
  periods: ({ retentionMonths, landingDays, logDays }) => [
    ['Events', `${retentionMonths} months from the day they happened.`],
    ['Events as they arrived', `${landingDays} days, and up to two more until storage has cleared them.`],
    ['Results of analyses and of your requests for a copy', 'A day, and up to two more.'],
    [
      'Your decisions',
      'The one in force and those before it: as long as they may have to be proven. They remain after an erasure, under a digest of the installation’s ID.',
    ],
    [
      'After an erasure',
      'A digest of the ID of the installation or user, for good, so that nothing of it is taken again.',
    ],
    ['Backups of decisions', `${limits.backupDays} days. There are no backups of events.`],
    ['Technical logs', `${logDays} days. They hold no IDs, no addresses and nothing of what was sent.`],
  ],
  seen: ({ vendor }) => ({
    title: 'Who sees the data',
    text: [
      `People at ${vendor.name} who analyze how its products are used, by reports and queries. Amazon Web Services stores and processes the data for ${vendor.name}. Nobody else is given them.`,
    ],
  }),
  stored: ({ vendor, region }) => ({
    title: 'Where the data are stored',
    text: [
      `In an account of ${vendor.name} at Amazon Web Services${region ? `, in the region \`${region}\`` : ', in the region that the online form of this notice names'}. They are encrypted in transit and in storage.`,
    ],
  }),
  opt_out: ({ vendor }) => ({
    title: 'How to opt out: as a user',
    text: [
      `Refuse when the product asks, or withdraw your consent in the product at any time (it calls \`PUT /v1/consent\` with the decision \`withdrawn\`). From the next request on, nothing more is kept but what is strictly necessary. What was kept before remains lawful; you can have it erased along with it (\`"erase": true\`). You can also write to <${vendor.contact}>.`,
    ],
  }),
  opt_out_administrator: ({ vendor }) => ({
    title: 'How to opt out: as an administrator',
    text: [
      `Your organization can opt out of all products of ${vendor.name} at once: ask <${vendor.contact}> for your organization’s token, and call \`PUT /v1/organizations/{organization_id}/consent\` with \`"allowed_purposes": []\`, or with those purposes only that you allow. It is in force with the next request, and no installation of yours gets round it. What is strictly necessary is not affected.`,
    ],
  }),
  rights: ({ vendor }) => ({
    title: 'Your rights',
    text: [
      `The product calls these for you; without the product, write to <${vendor.contact}> and name the ID of your installation or user.`,
    ],
    list: [
      'A copy of all that is stored about your installation or user, with the history of your decisions, in a form that machines read (Art. 15 and 20 GDPR): `POST /v1/exports`.',
      `Erasure (Art. 17 GDPR): \`POST /v1/erasures\`. Nothing more is taken from the next request on, and what was stored is gone within ${erasureDays} days.`,
      'Withdrawal of consent at any time (Art. 7(3) GDPR), as above.',
      'Rectification, restriction and objection (Art. 16, 18 and 21 GDPR).',
      'A complaint to a supervisory authority (Art. 77 GDPR), for example where you live.',
    ],
  }),

  eula: (vendor, address) => ({
    title: 'Usage data',
    text: [
      `The Software can send data on its use to ${vendor}. Which data, what for, on which legal basis and for how long is set out in the privacy notice at <${address}>.`,
      'Accepting this agreement is not consent to the collection of usage data. Consent is asked for separately, for each purpose, in the Software or during its installation, and can be refused or withdrawn there at any time. Neither affects the license or the functions of the Software. Without consent only such data are collected as are strictly necessary for a service that the Customer or the user has asked for; the privacy notice names them and says why.',
      'The Customer’s administrator can rule out the collection of usage data for all users. Letting it be asked for does not replace the consent of the user concerned.',
    ],
  }),
  dialog: (vendor, address) => ({
    user: {
      title: 'May this product send usage data?',
      text: [
        `${vendor} would like to learn how the product is used, to improve it. Data are sent only for what you check here, in the background and encrypted. The product works the same whether you agree or not.`,
        `You can change your mind at any time in the settings, have a copy of your data, and have them erased. What exactly is collected: ${address}`,
      ],
      accept: 'Allow what I checked',
      refuse: 'Allow nothing',
    },
    administrator: {
      title: 'Usage data',
      text: [
        `Users of this installation can be asked whether the product may send data on its use to ${vendor}. Unless the user agrees, nothing is sent but what is strictly necessary for services you use. If you leave the box unchecked, nobody is asked.`,
        `You can change this later in the administration settings, and opt your whole organization out. What exactly is collected: ${address}`,
      ],
      checkbox: `Users may be asked to share usage data with ${vendor}`,
    },
  }),
};
