/** Of this SDK, as its package.json has it. */
export const version = '1.0.0';
