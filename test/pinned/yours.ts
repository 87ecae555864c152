import type { EventDeclaration } from '../../shared/catalog/field.ts';

/** What the tests rest on, in place of shared/catalog/yours.ts: whatever a vendor declares there, they pass. */
export const yours = {
  document_exported: {
    purpose: 'usage',
    since: 1,
    answers: 'vendor: which export formats to keep',
    description: 'A document was exported. An example: replace it with your own.',
    properties: {
      format: {
        type: 'string',
        allowed: ['pdf', 'docx', 'html', 'other'],
        since: 1,
        answers: 'vendor: which export formats to keep',
        description: 'The format of the exported file.',
      },
      pages: {
        type: 'integer',
        since: 1,
        answers: 'vendor: which export formats to keep',
        description: 'How many pages it has.',
      },
    },
  },
} as const satisfies Record<string, EventDeclaration>;

export const noticeVersion = 1;
