import type { DemoAttributes } from '../demodesk/attributes.ts';
import type { Participant } from '../demodesk/recordings.ts';
import type { Attendee, Meeting } from './schema.ts';

/** Calendar entries of rooms and shared calendars; they are no people. */
const RESOURCE_ADDRESS = /@(?:resource|group)\.calendar\.google\.com$/;

/** Mail providers whose addresses say nothing about a common employer. */
const FREE_MAIL = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com gmx.de gmx.net gmx.at web.de t-online.de freenet.de mail.de posteo.de proton.me protonmail.com aol.com'.split(
    ' ',
  ),
);

const ROLE_RANK: Record<Attendee['role'], number> = { host: 2, team: 1, customer: 0 };

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

/** Who somebody is, seen from the host's address: colleagues share its domain. */
const roleOf = (
  email: string,
  hostEmail: string | null,
  classification: Meeting['classification'],
): Attendee['role'] => {
  if (hostEmail !== null && email === hostEmail) return 'host';
  if (classification === 'internal') return 'team';
  const hostDomain = hostEmail === null ? '' : domainOf(hostEmail);
  return hostDomain !== '' && !FREE_MAIL.has(hostDomain) && domainOf(email) === hostDomain ? 'team' : 'customer';
};

const betterName = (one: Attendee, other: Attendee): string | null => {
  const named = [one.name, other.name].filter((name) => name !== null && name.toLowerCase() !== one.email);
  return named[0] ?? one.name ?? other.name;
};

const merge = (one: Attendee, other: Attendee): Attendee => ({
  email: one.email,
  name: betterName(one, other),
  role: ROLE_RANK[other.role] > ROLE_RANK[one.role] ? other.role : one.role,
  // Somebody who dropped out and joined again appears twice: one presence is enough.
  attended: one.attended === true || other.attended === true ? true : (one.attended ?? other.attended),
  response: one.response ?? other.response,
});

/**
 * Puts what several sources say about the same people together: by email whatever its case, by name and role where
 * there is no email.
 *
 * @param lists attendees of each source, the most trusted first
 * @returns each person once, in order of first appearance
 */
export const mergeAttendees = (...lists: readonly (readonly Attendee[])[]): Attendee[] => {
  const people = new Map<string, Attendee>();
  for (const person of lists.flat()) {
    const email = person.email?.trim().toLowerCase() ?? '';
    if (RESOURCE_ADDRESS.test(email) || (email === '' && person.name === null)) continue;
    const key = email === '' ? `${person.role} ${person.name ?? ''}` : email;
    const known = people.get(key);
    const current: Attendee = { ...person, email: email === '' ? null : email };
    people.set(key, known ? merge(known, current) : current);
  }
  return [...people.values()];
};

/** The people in a recording, with who came. */
export const participantAttendees = (participants: readonly Participant[]): Attendee[] =>
  participants.map(({ email, displayName, permission, attended }) => ({
    email,
    name: displayName,
    role: permission,
    attended,
    response: null,
  }));

const bookedCustomer = (attributes: DemoAttributes): Attendee[] => {
  const fullName = [attributes.participantFirstName, attributes.participantLastName].filter(Boolean).join(' ');
  const name = attributes.participantName ?? (fullName === '' ? null : fullName);
  const email = attributes.participantEmail;
  return email === null && name === null ? [] : [{ email, name, role: 'customer', attended: null, response: null }];
};

/**
 * The people a demo event names: the calendar's attendees and the customer who was booked, plus the host.
 *
 * @param attributes what the webhook carries
 * @param classification whether only colleagues meet
 * @returns each person once; null when the event names nobody but the host
 */
export const demoAttendees = (
  attributes: DemoAttributes,
  classification: Meeting['classification'],
): Attendee[] | null => {
  const hostEmail = attributes.hostEmail?.toLowerCase() ?? null;
  const invited = (attributes.event?.attendees ?? []).map(({ email, displayName, responseStatus }): Attendee => {
    const address = email?.toLowerCase() ?? '';
    const role = roleOf(address, hostEmail, classification);
    return { email, name: displayName, role, attended: null, response: responseStatus };
  });
  const booked = bookedCustomer(attributes).map((person): Attendee => {
    if (person.email === null) return person;
    return { ...person, role: roleOf(person.email.toLowerCase(), hostEmail, classification) };
  });
  if (invited.length + booked.length === 0) return attributes.event === null ? null : [];
  const host: Attendee[] =
    hostEmail === null ? [] : [{ email: hostEmail, name: null, role: 'host', attended: null, response: null }];
  return mergeAttendees(host, invited, booked);
};
