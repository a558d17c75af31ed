import { z } from 'zod';
import { SalesforceFailure } from '../../connector/src/salesforce/failure.ts';
import type { SalesforceOrg } from '../../connector/src/salesforce/org.ts';

const TRIGGER = 'MeetingEventTrigger';
const RESOURCE = '/tooling/sobjects/PlatformEventSubscriberConfig';
/** As many events as the trigger takes in one transaction. */
const BATCH_SIZE = 200;

const row = z.object({ Id: z.string() });

/** The configuration as the Tooling API takes it. */
export const configurationFor = (prefix: string, username: string): object => ({
  FullName: 'DemodeskMeetingEvents',
  Metadata: {
    masterLabel: 'Demodesk meeting events',
    platformEventConsumer: `${prefix}${TRIGGER}`,
    batchSize: BATCH_SIZE,
    user: username,
  },
});

const existing = async (org: SalesforceOrg): Promise<string> => {
  const soql = "SELECT Id FROM PlatformEventSubscriberConfig WHERE DeveloperName = 'DemodeskMeetingEvents'";
  const answer = await org.rest.send({ method: 'GET', path: `/tooling/query?q=${encodeURIComponent(soql)}` });
  const [found] = z.object({ records: z.array(row) }).parse(answer).records;
  if (found === undefined)
    throw new Error('The trigger has a configuration of another name; change that one in Setup.');
  return found.Id;
};

/**
 * Has the event trigger run as a user instead of Automated Process, so that what it creates is owned by somebody and
 * notes can be written. Takes about ten minutes to act; needs the right Customize Application.
 *
 * @throws SalesforceFailure when the org refuses
 */
export const setTriggerUser = async (org: SalesforceOrg, username: string): Promise<'created' | 'changed'> => {
  const body = JSON.stringify(configurationFor(org.prefix, username));
  try {
    await org.rest.send({ method: 'POST', path: RESOURCE, body });
    return 'created';
  } catch (error) {
    if (!(error instanceof SalesforceFailure) || !error.code.startsWith('DUPLICATE_')) throw error;
    await org.rest.send({ method: 'PATCH', path: `${RESOURCE}/${await existing(org)}`, body });
    return 'changed';
  }
};
