import { describeFileParts } from '../port-suites/file-parts.suite.ts';
import { createMemoryFileStore } from './file-parts.memory.ts';

describeFileParts('memory', async () => createMemoryFileStore(), {
  partSizeInBytes: 1000,
  listsParts: true,
  checksParts: true,
});
