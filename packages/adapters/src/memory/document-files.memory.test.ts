import { describeDocumentFiles } from '../port-suites/document-files.suite.ts';
import { describeStoredObjects } from '../port-suites/stored-objects.suite.ts';
import { createMemoryDocumentFiles } from './document-files.memory.ts';

describeDocumentFiles('memory', async () => {
  const files = createMemoryDocumentFiles();
  return { files, countStored: async () => files.keys().length };
});

describeStoredObjects('memory', async () => {
  const files = createMemoryDocumentFiles();
  return { files, objects: files };
});
