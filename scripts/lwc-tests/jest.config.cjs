/** Jest for the components in force-app, as Salesforce's own preset sets it up. Run by run.mjs from the project's root. */
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

module.exports = {
  ...jestConfig,
  roots: ['<rootDir>/force-app'],
  // The tests live beside the components; what they import is installed here, apart from the project.
  modulePaths: [require('node:path').join(__dirname, 'node_modules')],
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, require.resolve('./register-sa11y.cjs')],
  coverageReporters: ['text-summary', 'json-summary'],
  coverageThreshold: { global: { lines: 95 } },
  resetMocks: true,
};
