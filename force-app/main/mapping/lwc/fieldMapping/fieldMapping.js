import { LightningElement } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { isChanged, newRow, problemsByKey, rowOf, stillOpen, unfinished } from 'c/mappingDraft';
import { download } from 'c/mappingFile';
import { keyOf, optionOf } from 'c/mappingTargets';
import { toScreenError } from 'c/screenError';
import { fill } from 'c/words';
import exportMappings from '@salesforce/apex/FieldMappingController.exportMappings';
import preview from '@salesforce/apex/FieldMappingController.preview';
import read from '@salesforce/apex/FieldMappingController.read';
import restoreDefaults from '@salesforce/apex/FieldMappingController.restoreDefaults';
import save from '@salesforce/apex/FieldMappingController.save';
import suggest from '@salesforce/apex/FieldMappingController.suggest';
import targets from '@salesforce/apex/FieldMappingController.targets';
import addWord from '@salesforce/label/c.Map_Add';
import cancelWord from '@salesforce/label/c.Screen_Cancel';
import createText from '@salesforce/label/c.Map_Create_Missing';
import discardWord from '@salesforce/label/c.Map_Discard';
import exportWord from '@salesforce/label/c.Map_Export';
import importWord from '@salesforce/label/c.Map_Import';
import importedText from '@salesforce/label/c.Map_Imported';
import leaveText from '@salesforce/label/c.Map_Leave';
import loadingWord from '@salesforce/label/c.Screen_Loading';
import moreWord from '@salesforce/label/c.Map_More_Actions';
import noneMessage from '@salesforce/label/c.Map_None_Message';
import noneText from '@salesforce/label/c.Map_None';
import objectSearchWord from '@salesforce/label/c.Map_Object_Search';
import objectWord from '@salesforce/label/c.Map_Object';
import previewNone from '@salesforce/label/c.Map_Preview_None';
import previewOf from '@salesforce/label/c.Map_Preview_Of';
import problemsText from '@salesforce/label/c.Map_Problems';
import restoreWord from '@salesforce/label/c.Map_Restore';
import restoredText from '@salesforce/label/c.Map_Restored';
import saveWord from '@salesforce/label/c.Screen_Save';
import savedText from '@salesforce/label/c.Map_Saved';
import stayWord from '@salesforce/label/c.Map_Stay';
import subtitle from '@salesforce/label/c.Map_Subtitle';
import suggestWord from '@salesforce/label/c.Map_Suggest';
import title from '@salesforce/label/c.Map_Title';
import unsavedText from '@salesforce/label/c.Screen_Unsaved';

// The preview and the search for objects ask Apex; not for every letter that somebody types.
const PAUSE_MS = 300;

/** Which Demodesk property goes to which field of an object. The whole set is saved at once, or nothing. */
export default class FieldMapping extends LightningElement {
  label = {
    add: addWord,
    cancel: cancelWord,
    create: createText,
    discard: discardWord,
    export: exportWord,
    import: importWord,
    leave: leaveText,
    loading: loadingWord,
    more: moreWord,
    noneMessage,
    object: objectWord,
    objectSearch: objectSearchWord,
    restore: restoreWord,
    save: saveWord,
    stay: stayWord,
    subtitle,
    suggest: suggestWord,
    title,
    unsaved: unsavedText,
  };

  found = [];
  target;
  // Where the person wants to go while there are unsaved changes.
  pendingTarget;
  screen;
  rows = [];
  removedIds = [];
  openKeys = [];
  problemsByKey = {};
  previewByKey = {};
  previewTitle;
  isPreviewKnown = false;
  suggestions;
  isImporting = false;
  isBusy = false;
  error;

  focusKey;
  previewTimer;
  searchTimer;
  // Answers that come late, for an object or a set of rows that is no longer shown, are thrown away.
  previewNumber = 0;

  warnBeforeLeaving = (event) => {
    if (this.isDirty) event.preventDefault();
  };

  connectedCallback() {
    window.addEventListener('beforeunload', this.warnBeforeLeaving);
    this.start();
  }

  disconnectedCallback() {
    window.removeEventListener('beforeunload', this.warnBeforeLeaving);
    clearTimeout(this.previewTimer);
    clearTimeout(this.searchTimer);
  }

  renderedCallback() {
    if (this.focusKey) {
      const row = this.template.querySelector(`c-mapping-row[data-key="${this.focusKey}"]`);
      this.focusKey = undefined;
      row?.focus();
    }
  }

  get isLoading() {
    return this.isBusy || (this.screen === undefined && this.error === undefined);
  }

  get targetOptions() {
    return this.found.map(optionOf);
  }

  get targetKey() {
    return this.target && keyOf(this.target);
  }

  get targetLabel() {
    return this.target?.label;
  }

  get isLinked() {
    return Boolean(this.target?.linkField);
  }

  get createsMissing() {
    return this.rows.some(({ line }) => line.createMissing);
  }

  get isDirty() {
    return this.removedIds.length > 0 || this.rows.some(isChanged);
  }

  get isMenuDisabled() {
    return this.isDirty || this.isBusy;
  }

  get hasRows() {
    return this.rows.length > 0;
  }

  get noneText() {
    return fill(noneText, this.targetLabel);
  }

  get previewText() {
    if (!this.isPreviewKnown || !this.hasRows) return undefined;
    return this.previewTitle ? fill(previewOf, this.previewTitle) : previewNone;
  }

  get hasWarnings() {
    return this.screen.warnings.length > 0;
  }

  get shownRows() {
    return this.rows.map((row) => ({
      key: row.key,
      row: { ...row, isChanged: isChanged(row) },
      isOpen: this.openKeys.includes(row.key),
      preview: this.previewByKey[row.key],
      problems: this.problemsByKey[row.key] ?? [],
    }));
  }

  get shownSuggestions() {
    return stillOpen(this.suggestions, this.rows, this.screen);
  }

  async start() {
    this.error = undefined;
    try {
      this.found = await targets({ search: '' });
      await this.show(this.target ?? this.found[0]);
    } catch (error) {
      this.error = error;
    }
  }

  async show(target) {
    this.isBusy = true;
    this.error = undefined;
    try {
      const screen = await read({ objectName: target.objectName, linkField: target.linkField });
      this.target = target;
      this.screen = screen;
      this.suggestions = undefined;
      this.reset();
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }

  reset() {
    this.rows = this.screen.mappings.map(rowOf);
    this.removedIds = [];
    this.openKeys = [];
    this.problemsByKey = {};
    this.previewByKey = {};
    this.loadPreview();
  }

  handleRetry() {
    return this.start();
  }

  handleObjectSearch(event) {
    const search = event.detail;
    clearTimeout(this.searchTimer);
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- waits until the person stops typing
    this.searchTimer = setTimeout(async () => {
      this.found = await targets({ search }).catch(() => this.found);
    }, PAUSE_MS);
  }

  async handleObject(event) {
    const target = this.found.find((candidate) => keyOf(candidate) === event.detail);
    if (this.isDirty) {
      this.pendingTarget = target;
    } else {
      await this.show(target);
    }
  }

  handleStay() {
    this.pendingTarget = undefined;
  }

  async handleDiscard() {
    const target = this.pendingTarget;
    this.pendingTarget = undefined;
    await this.show(target);
  }

  handleAdd() {
    const row = newRow(this.target, { createMissing: this.createsMissing });
    this.rows = [...this.rows, row];
    this.openKeys = [...this.openKeys, row.key];
    this.focusKey = row.key;
  }

  handleRowToggle(event) {
    const key = event.detail;
    this.openKeys = this.openKeys.includes(key)
      ? this.openKeys.filter((open) => open !== key)
      : [...this.openKeys, key];
  }

  handleRowChange(event) {
    const { key, parts } = event.detail;
    this.rows = this.rows.map((row) => (row.key === key ? { ...row, line: { ...row.line, ...parts } } : row));
    const changed = Object.keys(parts);
    const problems = (this.problemsByKey[key] ?? []).filter(({ part }) => !changed.includes(part));
    this.problemsByKey = { ...this.problemsByKey, [key]: problems };
    this.refreshPreview();
  }

  handleRowRemove(event) {
    const removed = this.rows.find(({ key }) => key === event.detail);
    this.rows = this.rows.filter((row) => row !== removed);
    if (removed.line.id) this.removedIds = [...this.removedIds, removed.line.id];
  }

  handleCreateMissing(event) {
    const createMissing = event.target.checked;
    this.rows = this.rows.map((row) => ({ ...row, line: { ...row.line, createMissing } }));
  }

  async handleSuggest() {
    this.isBusy = true;
    try {
      this.suggestions = await suggest({ objectName: this.target.objectName });
    } catch (error) {
      this.complain(error);
    } finally {
      this.isBusy = false;
    }
  }

  handleAccept(event) {
    const added = event.detail.map((parts) => newRow(this.target, { ...parts, createMissing: this.createsMissing }));
    this.rows = [...this.rows, ...added];
    this.refreshPreview();
  }

  handleCancel() {
    this.reset();
  }

  async handleSave() {
    const sent = this.rows.filter(isChanged);
    const missing = unfinished(sent);
    if (missing.length > 0) {
      this.showProblems(missing, sent);
      return;
    }
    this.isBusy = true;
    try {
      const answer = await save({ lines: sent.map(({ line }) => line), removedIds: this.removedIds });
      if (answer.isSaved) {
        this.toast(savedText, '', 'success');
        await this.show(this.target);
      } else {
        this.showProblems(answer.problems, sent);
      }
    } catch (error) {
      this.complain(error);
    } finally {
      this.isBusy = false;
    }
  }

  showProblems(problems, sent) {
    const byKey = problemsByKey(problems, sent);
    const keys = Object.keys(byKey);
    this.problemsByKey = byKey;
    this.openKeys = [...new Set([...this.openKeys, ...keys])];
    [this.focusKey] = keys;
    this.toast(fill(problemsText, keys.length), problems[0].reason, 'error');
  }

  handleMenu(event) {
    const act = { export: () => this.export(), import: () => this.openImport(), restore: () => this.restore() };
    return act[event.detail.value]();
  }

  openImport() {
    this.isImporting = true;
  }

  handleImportClose() {
    this.isImporting = false;
  }

  async handleImported() {
    this.isImporting = false;
    this.toast(importedText, '', 'success');
    await this.show(this.target);
  }

  async export() {
    try {
      download(await exportMappings());
    } catch (error) {
      this.complain(error);
    }
  }

  async restore() {
    this.isBusy = true;
    try {
      const count = await restoreDefaults();
      this.toast(fill(restoredText, count), '', 'success');
      await this.show(this.target);
    } catch (error) {
      this.complain(error);
    } finally {
      this.isBusy = false;
    }
  }

  refreshPreview() {
    clearTimeout(this.previewTimer);
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- waits until the person stops typing
    this.previewTimer = setTimeout(() => this.loadPreview(), PAUSE_MS);
  }

  async loadPreview() {
    this.previewNumber += 1;
    const number = this.previewNumber;
    const { rows } = this;
    if (rows.length === 0) return;
    try {
      const answer = await preview({ lines: rows.map(({ line }) => line) });
      if (number !== this.previewNumber) return;
      this.previewTitle = answer.meetingId && answer.title;
      this.previewByKey = Object.fromEntries(rows.map(({ key }, index) => [key, answer.values[index]]));
      this.isPreviewKnown = true;
    } catch {
      // A preview is a help, no more: without it the mappings can be edited as well.
      this.previewByKey = {};
    }
  }

  complain(error) {
    const { message, remedy } = toScreenError(error);
    this.toast(message, remedy ?? '', 'error');
  }

  toast(heading, message, variant) {
    this.dispatchEvent(new ShowToastEvent({ title: heading, message, variant }));
  }
}
