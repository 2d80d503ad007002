import type { TestProject } from 'vitest/node';
import { findProgram } from './services-programs.ts';
import type {} from './services.ts';

/** Vitest's global setup of the tests in a browser: finds Chromium; the tests take its path with `inject('chromiumPath')`. */
export const setup = (project: TestProject): void => {
  const chromiumPath = findProgram({
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    chosenPath: process.env['CHROMIUM'],
    variable: 'CHROMIUM',
    debianPackage: 'chromium',
  });
  project.provide('chromiumPath', chromiumPath);
};
