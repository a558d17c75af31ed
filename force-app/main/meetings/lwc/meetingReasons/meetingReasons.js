import { LightningElement, api } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { fill } from 'c/words';
import linkAutomatically from '@salesforce/apex/MeetingRelinkController.linkAutomatically';
import relink from '@salesforce/apex/MeetingRelinkController.relink';
import automaticWord from '@salesforce/label/c.Card_Relink_Automatic';
import cancelWord from '@salesforce/label/c.Screen_Cancel';
import candidatesWord from '@salesforce/label/c.Card_Relink_Candidates';
import hintText from '@salesforce/label/c.Card_Relink_Hint';
import howWord from '@salesforce/label/c.Card_How_Chosen';
import linkedToWord from '@salesforce/label/c.Card_Linked_To';
import loadingWord from '@salesforce/label/c.Screen_Loading';
import relinkTitle from '@salesforce/label/c.Card_Relink_Title';
import relinkWord from '@salesforce/label/c.Card_Relink';
import relinkedPartly from '@salesforce/label/c.Card_Relinked_Partly';
import relinkedWord from '@salesforce/label/c.Card_Relinked';
import saveWord from '@salesforce/label/c.Card_Relink_Save';
import whyWord from '@salesforce/label/c.Card_Why';
import accountWord from '@salesforce/label/c.Link_Account_Word';
import contactWord from '@salesforce/label/c.Link_Contact_Word';
import opportunityWord from '@salesforce/label/c.Link_Opportunity_Word';

/**
 * Why a meeting belongs to its records, and the way to link it to others.
 *
 * @fires changed when it was linked to others
 */
export default class MeetingReasons extends LightningElement {
  /** The meeting (MeetingDetail). */
  @api meeting;
  /** The title of the meeting. */
  @api meetingTitle;

  label = {
    account: accountWord,
    automatic: automaticWord,
    cancel: cancelWord,
    candidates: candidatesWord,
    contact: contactWord,
    hint: hintText,
    how: howWord,
    linkedTo: linkedToWord,
    loading: loadingWord,
    opportunity: opportunityWord,
    relink: relinkWord,
    save: saveWord,
    why: whyWord,
  };

  isEditing = false;
  isSaving = false;
  error;
  wanted = {};

  renderedCallback() {
    if (this.wantsFocus && this.refs.heading) {
      this.wantsFocus = false;
      this.refs.heading.focus();
    }
  }

  get links() {
    const { accountId, accountName, contactId, contactName, opportunityId, opportunityName } = this.meeting;
    return [
      { id: opportunityId, name: opportunityName, kind: this.label.opportunity },
      { id: accountId, name: accountName, kind: this.label.account },
      { id: contactId, name: contactName, kind: this.label.contact },
    ].filter(({ id, name }) => id && name);
  }

  get hasLinks() {
    return this.links.length > 0;
  }

  get reasons() {
    return this.meeting.story.reasons.map((text, index) => ({ key: index, text }));
  }

  get steps() {
    return this.meeting.story.steps.map((text, index) => ({ key: index, text }));
  }

  get hasSteps() {
    return this.steps.length > 0;
  }

  get mayEdit() {
    return this.meeting.mayRelink && !this.isEditing;
  }

  get formHeading() {
    return fill(relinkTitle, this.meetingTitle);
  }

  get candidates() {
    return this.meeting.story.candidates
      .filter(({ recordId }) => recordId !== this.wanted.opportunityId)
      .map(({ recordId, name }) => ({ recordId, name }));
  }

  get hasCandidates() {
    return this.candidates.length > 0;
  }

  get isLinkedByHand() {
    return this.meeting.story.isLinkedByHand;
  }

  handleEdit() {
    const { accountId, contactId, opportunityId } = this.meeting;
    this.wanted = { accountId, contactId, opportunityId };
    this.error = undefined;
    this.isEditing = true;
    this.wantsFocus = true;
  }

  handleCancel() {
    this.isEditing = false;
  }

  handlePick(event) {
    this.wanted = { ...this.wanted, [event.target.dataset.name]: event.detail.recordId ?? undefined };
  }

  handleCandidate(event) {
    // The account follows the opportunity: Apex takes it from there.
    this.wanted = { ...this.wanted, opportunityId: event.target.dataset.id, accountId: undefined };
  }

  handleSave() {
    const { accountId, contactId, opportunityId } = this.wanted;
    // Whoever changes the deal alone means the account of that deal.
    const isOtherDeal = opportunityId && opportunityId !== this.meeting.opportunityId;
    const keepsAccount = accountId && !(isOtherDeal && accountId === this.meeting.accountId);
    return this.save(
      relink({
        meetingId: this.meeting.id,
        accountId: keepsAccount ? accountId : null,
        contactId: contactId ?? null,
        opportunityId: opportunityId ?? null,
      }),
    );
  }

  handleAutomatic() {
    return this.save(linkAutomatically({ meetingId: this.meeting.id }));
  }

  async save(work) {
    this.isSaving = true;
    this.error = undefined;
    try {
      const problems = await work;
      const isWhole = problems.length === 0;
      this.dispatchEvent(
        new ShowToastEvent({
          title: isWhole ? relinkedWord : fill(relinkedPartly, problems.join(' ')),
          variant: isWhole ? 'success' : 'warning',
        }),
      );
      this.isEditing = false;
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      this.error = error;
    } finally {
      this.isSaving = false;
    }
  }
}
