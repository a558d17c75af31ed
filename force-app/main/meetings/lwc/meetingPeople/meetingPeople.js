import { LightningElement, api } from 'lwc';
import attendedWord from '@salesforce/label/c.Card_Attended';
import attendeesWord from '@salesforce/label/c.Card_Attendees';
import showMore from '@salesforce/label/c.Screen_Show_More';
import unmatchedHelp from '@salesforce/label/c.Card_Unmatched_Help';
import unmatchedWord from '@salesforce/label/c.Card_Unmatched';

const SHOWN_AT_FIRST = 10;

/** The people of a meeting, with links to their contacts and leads. */
export default class MeetingPeople extends LightningElement {
  /** The people (MeetingDetail.Person). */
  @api people = [];

  label = { attendees: attendeesWord, showMore, unmatched: unmatchedWord, unmatchedHelp };

  showsAll = false;

  get heading() {
    return `${this.label.attendees} (${this.people.length})`;
  }

  get shown() {
    const people = this.showsAll ? this.people : this.people.slice(0, SHOWN_AT_FIRST);
    return people.map((person) => ({
      ...person,
      // A name that is the address needs no address beside it.
      address: person.email === person.name ? undefined : person.email,
      facts: [person.roleLabel, person.attended ? attendedWord : undefined].filter(Boolean).join(', '),
    }));
  }

  get hasMore() {
    return !this.showsAll && this.people.length > SHOWN_AT_FIRST;
  }

  get hasUnmatched() {
    return this.people.some(({ isUnmatched }) => isUnmatched);
  }

  handleMore() {
    this.showsAll = true;
  }
}
