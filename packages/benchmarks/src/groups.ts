import type { Group } from './claim.ts';
import { listsGroup } from './lists.group.ts';
import { patientsGroup } from './patients.group.ts';
import { pipelineGroup } from './pipeline.group.ts';
import { uploadsGroup } from './uploads.group.ts';

/** In the order in which they are run. */
export const groups: readonly Group[] = [uploadsGroup, pipelineGroup, listsGroup, patientsGroup];
