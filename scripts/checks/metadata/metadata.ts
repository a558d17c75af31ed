import type { Part } from '../engine/part.ts';
import { readTypeModel } from './type-model.ts';
import { checkTypes } from './types.ts';

export const metadataPart: Part = {
  name: 'metadata',
  finds: 'metadata that the Metadata API would not read, dangling references, fields without permission, layout or help',
  needsJava: false,
  inputs: ['force-app/**/*'],
  weight: 3,
  run: ({ project }) => Promise.resolve(checkTypes(project, readTypeModel())),
};
