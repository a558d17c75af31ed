import { allocations } from '../../library/system/org-limits.ts';
import type { Resource } from '../api.ts';

/** `limits`: the allocations that the local org really counts, and no others. */
export const limits: Resource = {
  path: 'limits',
  methods: {
    GET: (_request, _parameters, { org }) => ({
      status: 200,
      body: Object.fromEntries(
        [...allocations(org)].map(([name, { max, used }]) => [name, { Max: max, Remaining: Math.max(0, max - used) }]),
      ),
    }),
  },
};
