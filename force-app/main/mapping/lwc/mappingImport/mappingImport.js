import { LightningElement } from 'lwc';
import importMappings from '@salesforce/apex/FieldMappingController.importMappings';
import cancelWord from '@salesforce/label/c.Screen_Cancel';
import failedText from '@salesforce/label/c.Map_Import_Failed';
import fileWord from '@salesforce/label/c.Map_Import_File';
import hintText from '@salesforce/label/c.Map_Import_Hint';
import importWord from '@salesforce/label/c.Map_Import';
import loadingWord from '@salesforce/label/c.Screen_Loading';
import textWord from '@salesforce/label/c.Map_Import_Text';

/**
 * Takes mappings from a file, all or none.
 *
 * @fires imported when all of it was taken
 * @fires close when the person does not want to go on
 */
export default class MappingImport extends LightningElement {
  label = {
    cancel: cancelWord,
    failed: failedText,
    file: fileWord,
    hint: hintText,
    import: importWord,
    loading: loadingWord,
    text: textWord,
  };

  content = '';
  problems = [];
  error;
  isBusy = false;

  get isEmpty() {
    return this.content.trim() === '';
  }

  get hasProblems() {
    return this.problems.length > 0;
  }

  get isImportDisabled() {
    return this.isBusy || this.isEmpty;
  }

  async handleFile(event) {
    const [file] = event.target.files ?? event.detail.files;
    this.content = await file.text();
    this.problems = [];
  }

  handleText(event) {
    this.content = event.detail.value;
    this.problems = [];
  }

  handleClose() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  async handleImport() {
    this.isBusy = true;
    this.error = undefined;
    try {
      this.problems = await importMappings({ document: this.content });
      if (!this.hasProblems) this.dispatchEvent(new CustomEvent('imported'));
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}
