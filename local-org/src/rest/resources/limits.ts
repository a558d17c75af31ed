import { HOURLY_EVENTS } from '../../events/publishing-database.ts';
import type { Resource } from '../api.ts';

/** `limits`: the allocations that the local org really counts, and no others. */
export const limits: Resource = {
  path: 'limits',
  methods: {
    GET: (_request, _parameters, { org, usage }) => ({
      status: 200,
      body: {
        DailyApiRequests: { Max: usage.max, Remaining: usage.max - usage.used() },
        HourlyPublishedPlatformEvents: {
          Max: HOURLY_EVENTS,
          Remaining: Math.max(0, HOURLY_EVENTS - org.events.publishedLastHour()),
        },
      },
    }),
  },
};
