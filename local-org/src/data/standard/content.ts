import type { StandardBehaviour } from './index.ts';

export const contentBehaviours: Readonly<Record<string, StandardBehaviour>> = {};
