import { LightningElement } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { toScreenError } from 'c/screenError';
import read from '@salesforce/apex/SettingsController.read';
import save from '@salesforce/apex/SettingsController.save';
import cancelWord from '@salesforce/label/c.Screen_Cancel';
import loadingWord from '@salesforce/label/c.Screen_Loading';
import problemsText from '@salesforce/label/c.Settings_Problems';
import saveWord from '@salesforce/label/c.Screen_Save';
import savedText from '@salesforce/label/c.Settings_Saved';
import subtitle from '@salesforce/label/c.Settings_Subtitle';
import title from '@salesforce/label/c.Settings_Title';
import unsavedText from '@salesforce/label/c.Screen_Unsaved';

const without = (values, name) => Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));

/** How the sync works. Nothing takes effect before it is saved, and all of it at once. */
export default class SyncSettings extends LightningElement {
  label = { cancel: cancelWord, loading: loadingWord, save: saveWord, subtitle, title, unsaved: unsavedText };

  sections;
  error;
  isSaving = false;
  // What the person entered, and what is wrong with it, by the names of the settings.
  entered = {};
  problems = {};

  warnBeforeLeaving = (event) => {
    if (this.isChanged) event.preventDefault();
  };

  connectedCallback() {
    window.addEventListener('beforeunload', this.warnBeforeLeaving);
    this.load();
  }

  disconnectedCallback() {
    window.removeEventListener('beforeunload', this.warnBeforeLeaving);
  }

  get isLoading() {
    return this.isSaving || (this.sections === undefined && this.error === undefined);
  }

  get isChanged() {
    return Object.keys(this.entered).length > 0;
  }

  get shownSections() {
    return (this.sections ?? []).map((section) => ({
      ...section,
      headingId: `heading-${section.key}`,
      fields: section.fields.map((field) => ({
        ...field,
        field,
        shown: field.name in this.entered ? this.entered[field.name] : field.value,
        problem: this.problems[field.name],
        columnClass:
          field.kind === 'order' || field.kind === 'text'
            ? 'slds-col slds-size_1-of-1 slds-p-vertical_x-small'
            : 'slds-col slds-size_1-of-1 slds-medium-size_1-of-2 slds-p-vertical_x-small',
      })),
    }));
  }

  async load() {
    this.error = undefined;
    try {
      this.sections = await read();
      this.entered = {};
      this.problems = {};
    } catch (error) {
      this.error = error;
    }
  }

  handleChange(event) {
    const { name, value } = event.detail;
    const stored = this.sections.flatMap(({ fields }) => fields).find((field) => field.name === name)?.value;
    const others = without(this.entered, name);
    this.entered = String(stored ?? '') === String(value ?? '') ? others : { ...others, [name]: value };
    this.problems = without(this.problems, name);
  }

  handleCancel() {
    this.entered = {};
    this.problems = {};
  }

  async handleSave() {
    this.isSaving = true;
    try {
      const answer = await save({ values: this.entered });
      this.problems = Object.fromEntries(answer.problems.map(({ field, message }) => [field, message]));
      if (answer.isSaved) {
        await this.load();
        this.toast(savedText, '', 'success');
      } else {
        this.toast(problemsText, answer.problems[0].message, 'error');
      }
    } catch (error) {
      const { message, remedy } = toScreenError(error);
      this.toast(message, remedy ?? '', 'error');
    } finally {
      this.isSaving = false;
    }
  }

  toast(heading, message, variant) {
    this.dispatchEvent(new ShowToastEvent({ title: heading, message, variant }));
  }
}
