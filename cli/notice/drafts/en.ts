import { erasureDays } from '../../../shared/notice/facts.ts';
import type { DraftTexts } from './texts.ts';

export const en: DraftTexts = {
  draft: (version) =>
    `A draft, written from the catalog and the settings of this service as of version ${version} of the privacy notice. What it says of the service is how the service works; what only you know is marked “to add”. Have it read by a lawyer before you rely on it.`,
  none: 'none',
  purpose: 'Purpose',
  why: 'What for',
  fields: 'Fields',
  events: 'Events',
  purposes: {
    title: 'Purposes and data',
    text: [
      'Consent is given for each purpose separately. Data of a purpose that was not granted is not stored.',
    ],
  },
  complete: {
    title: 'The complete list',
    text: ['What is not in this list is rejected by the service.'],
  },

  works_council: {
    title: 'Annex for the works council: usage data of a software product',
    subject: ({ vendor }) => ({
      title: 'Subject',
      text: [
        `Software of ${vendor.name} used in the company can send data about its use to ${vendor.name}. This annex describes what that data is, what it could tell about employees, and how the company can limit it. In Germany, a system that is suited to monitor the conduct or performance of employees needs the agreement of the works council (BetrVG § 87(1) no. 6).`,
        `The recipient is ${vendor.name}, not the employer. Questions: <${vendor.contact}>.`,
      ],
    }),
    monitoring: ({ persons, identifiers, usage, others }) => ({
      title: 'What could be suited to monitor someone',
      text: [],
      list: [
        `Who it is: ${persons}. Only with the purpose \`persons\`. A \`user_id\` is a GUID or a digest, never a name, but the employer could know whom it stands for.`,
        `Identifiers: ${identifiers}. An installation that only one person uses, or a license that only one person has, points to that person, even without \`persons\`.`,
        `What was done, and when: ${usage}. Each event has a time.`,
        `When the product was running: the events of the other purposes have a time too (${others}). Seats held from checkout to return can show somebody’s working hours.`,
        'IP, MAC and email addresses are masked in every spelling that a machine writes. Names and contents of documents are not asked for; a name in free text would not be recognized.',
      ],
    }),
    excluded: ({ withoutPersons }) => ({
      title: 'How the company excludes it',
      text: [
        `The company’s administrator decides for all installations of all products of the vendor by one call, \`PUT /v1/organizations/{organization_id}/consent\`. The service enforces it from the next request on, whatever an employee granted.`,
      ],
      list: [
        `Use, but not who it is: \`"allowed_purposes": ${withoutPersons}\`.`,
        'Licenses only, with the fields that every event has, such as installation, product version and time: `"allowed_purposes": ["licensing"]`.',
        'Nothing but what is strictly necessary (`essential`): `"allowed_purposes": []`.',
        'The administrator can lower what is collected, not consent for an employee. Each employee is asked and may refuse without disadvantage in the product.',
      ],
    }),
    employer: {
      title: 'What the employer gets to see',
      text: [
        'The service gives the employer one thing: the statement on its own organization. It has numbers of installations by product and version, and the licenses in use. Groups of fewer than five installations are not shown, totals below five read `<5`, and it says nothing of persons, times of day or features.',
        'As evidence that more seats were used than were bought, the vendor can make a list of the seats in use at the peak, each with the time from which and until which it was held, to the minute. It names no person, installation or session, but whoever knows who works when may recognize someone.',
        'The vendor’s own analysts can query single rows. Whether the vendor may report on employees to the employer is not a matter of the technology: it should be excluded in writing.',
      ],
    },
    control: {
      title: 'How it can be checked',
      text: [],
      list: [
        'On each machine: what would be sent now (`preview()`), and what was sent in the last 50 batches (`history()`), if the product shows it.',
        'For each employee: a copy of all that is stored (`POST /v1/exports`), and its erasure (`POST /v1/erasures`).',
        'For the company: what it has allowed, with a signed proof that can be verified without the vendor.',
        'A later notice does not collect more by itself: what is new is not stored until the employee has been asked again and has agreed.',
      ],
    },
    to_agree: ({ withoutPersons }) => ({
      title: 'To agree on',
      text: [],
      list: [
        `Allowed purposes: \`${withoutPersons}\` (to add: another choice, if any).`,
        'Data is not used to assess conduct or performance, and the vendor is bound to that in writing.',
        'The employer does not ask the vendor for reports on single employees or on groups of fewer than five.',
        'A list of seats as evidence of over-use is seen only by those who manage licenses.',
        'The works council receives each new version of the notice, and may read the statement and the record of what was allowed.',
        'Who refuses or withdraws has no disadvantage.',
        'To add: who administers the organization’s token, from when this holds, and when it is reviewed.',
      ],
    }),
  },

  record: {
    title: 'Record of processing activities (Art. 30(1) GDPR): usage data of our products',
    entries: (
      { vendor, region, retentionMonths, landingDays, logDays },
      { persons, identifiers, environment },
    ) => ({
      title: 'Entries',
      text: [],
      head: ['Item', 'Entry'],
      rows: [
        ['Name of the activity', 'Usage data of products in the field, collected with consent'],
        [
          '(a) Controller',
          `${vendor.name}, <${vendor.contact}>. To add: address, representative, data protection officer.`,
        ],
        ['(b) Purposes', 'As in “Purposes and data” below.'],
        ['(c) Categories of data subjects', 'People who use the products; often employees of customers.'],
        [
          '(c) Categories of personal data',
          `Pseudonymous identifiers (${identifiers}); who it is, with \`persons\` only (${persons}); environment (${environment}); use, licenses and failures of the product, as in “Purposes and data”; decisions on consent. No special categories (Art. 9), no contents of documents.`,
        ],
        [
          '(d) Recipients',
          `Analysts of ${vendor.name}. Amazon Web Services as processor (Art. 28). The customer of an installation: numbers only, in groups of at least five, and its licenses; as evidence of over-use, times at which seats were held, without names.`,
        ],
        [
          '(e) Transfers to third countries',
          `The data is stored at AWS${region ? ` in the region \`${region}\`` : ' (to add: the region)'}. To add: whether AWS or your staff reach it from a third country, and by which safeguard (Art. 44 and on).`,
        ],
        [
          '(f) Time limits for erasure',
          `Events: ${retentionMonths} months. As they arrived: ${landingDays} days and up to two more. Technical logs: ${logDays} days, without IDs. On request: within ${erasureDays} days. Decisions on consent: as long as proof may be needed (to add: your period).`,
        ],
        [
          '(g) Security measures (Art. 32(1))',
          'TLS on the way and encryption at rest; consent checked by the service before anything is stored; addresses, and user names in paths, masked in all text; license keys as keyed digests only; secrets of installations as digests only; no function may do more than it needs; queries only by those to whom you give the policy for it; erasure proven by evidence and tested daily by an installation of our own.',
        ],
      ],
    }),
    to_add: {
      title: 'To add',
      text: [],
      list: [
        'The controller’s address, representative and data protection officer.',
        'The contract with AWS, and transfers.',
        'How long you keep proof of consent.',
        'Who may query the data, by role.',
      ],
    },
  },

  assessment: {
    title: 'Facts for a data protection impact assessment (Art. 35 GDPR): usage data of our products',
    description: ({ vendor, retentionMonths }, { identifiers, free }) => ({
      title: 'Description (Art. 35(7)(a))',
      text: [
        `Products of ${vendor.name} ask the people who use them, for each purpose separately. The service keeps an event only if the installation granted its purpose, its organization allows it, and the notice that was agreed to lists it, or if it is strictly necessary for a service that was asked for (\`essential\`). All other data is rejected or left out. What is kept is stored for ${retentionMonths} months and analyzed in reports and by SQL.`,
        `Rows carry pseudonymous identifiers: ${identifiers}. The caller’s address is used once, in memory, to find a country, and only with \`environment\`. Free text is possible in: ${free}; addresses in it are masked.`,
      ],
    }),
    criteria: ({ persons }) => ({
      title: 'Whether an assessment is needed: the nine criteria of WP 248 rev.01',
      text: [
        'Facts on each. In most cases two criteria that apply call for an assessment; the judgment is yours.',
      ],
      head: ['Criterion', 'Fact'],
      rows: [
        [
          'Evaluation or scoring',
          'No profile of a person is made. Reports count installations and users. Groups below five are merged, except organizations, versions, licenses, products, features, contents and applications; the report on affected versions merges none.',
        ],
        [
          'Automated decisions with legal effect',
          'None. A report can show that more seats of a license are used than were bought; people decide on that.',
        ],
        [
          'Systematic monitoring',
          `Use is observed over time, with consent. With ${persons} it can be followed by user, without them by installation.`,
        ],
        ['Sensitive data', 'None is asked for. To add: whether a feature or content of yours reveals any.'],
        ['Large scale', 'To add: how many installations and people.'],
        [
          'Matching data sets',
          'License IDs are compared with what was sold. To add: whether you join other data.',
        ],
        [
          'Vulnerable data subjects',
          'Often employees of customers. An administrator can forbid purposes for all of them; nobody can consent for them.',
        ],
        ['New technology', 'None: a web service, a database, and queries.'],
        [
          'Refusal bars from a service',
          'No. The product works the same after a refusal; to add: confirm this for your product.',
        ],
      ],
    }),
    necessity: {
      title: 'Necessity and proportionality (Art. 35(7)(b))',
      text: [],
      list: [
        'Legal basis: consent, asked for by purpose (Art. 6(1)(a), 7); what is strictly necessary for a service that was asked for, by contract (Art. 6(1)(b)), each such event with its justification in the notice.',
        'Minimization: a closed list of fields and values; what is not declared is rejected. Who it is has a purpose of its own, and reports work without it.',
        'Information: the notice is computed from the same list that the service enforces.',
        'Rights: copy, erasure and withdrawal by one call each, from the product or on written request. Decisions have a signed receipt.',
        'Storage limitation: data is deleted automatically at the end of its period.',
      ],
    },
    risks: ({ landingDays }, { persons, environment }) => ({
      title: 'Risks and measures (Art. 35(7)(c) and (d))',
      text: ['Likelihood and severity are yours to rate (to add).'],
      head: ['Risk', 'Measures, and what remains'],
      rows: [
        [
          'An employer watches an employee',
          'The employer gets a statement with groups of at least five and no persons. What remains: the vendor’s analysts can query rows; evidence of over-use has the times at which seats were held; whoever compares statements of two days sees by how many they differ.',
        ],
        [
          'Someone is recognized from pseudonyms',
          `IDs are random or digests, made per installation, except where the product has a GUID of its own for a user, which is the same on every machine. Reports merge small groups, but not organizations, versions, licenses and features. What remains: ${persons}, an organization that is one person, times, and a rare combination of ${environment} can point to one person.`,
        ],
        [
          'Data is collected against someone’s will',
          'The service refuses what was not granted, whatever a product sends; refusals and withdrawals apply from the next request on, and if the store can’t be read nothing is accepted.',
        ],
        [
          'Personal data slips in through text',
          'Addresses, home folders and email addresses are masked in every spelling that a machine writes; names of people in free text are not recognized.',
        ],
        [
          'Data is kept too long, or comes back after an erasure',
          `Deletion by schedule; an erasure is completed only on evidence. What arrived lies for up to ${landingDays} days and two more.`,
        ],
        [
          'Outsiders read or forge data',
          'A write key only allows to send. Reading needs the installation’s secret, an organization’s token, or a role in AWS. What remains: anyone with the product can send made-up events.',
        ],
      ],
    }),
    to_add: {
      title: 'To add',
      text: [],
      list: [
        'Numbers: installations, people, countries.',
        'Your rating of each risk, and further measures.',
        'The views of data subjects or their representatives, where appropriate (Art. 35(9)), and the advice of your data protection officer (Art. 35(2)).',
        'The decision, its date, and when it is reviewed (Art. 35(11)).',
      ],
    },
  },
};
