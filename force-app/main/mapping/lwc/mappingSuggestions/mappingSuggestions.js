import { LightningElement, api } from 'lwc';
import { fill } from 'c/words';
import acceptAllWord from '@salesforce/label/c.Map_Accept_All';
import acceptName from '@salesforce/label/c.Map_Accept_Name';
import acceptWord from '@salesforce/label/c.Map_Accept';
import likenessText from '@salesforce/label/c.Map_Likeness';
import noneText from '@salesforce/label/c.Map_Suggestions_None';
import rowName from '@salesforce/label/c.Map_Row_Name';
import title from '@salesforce/label/c.Map_Suggestions';

/**
 * Mappings that the names of fields suggest, each to be accepted with one click.
 *
 * @fires accept with a list of suggestions {property, field}
 */
export default class MappingSuggestions extends LightningElement {
  /** What Apex suggests, with words: {property, propertyLabel, field, fieldLabel, score}. */
  @api suggestions = [];

  label = { accept: acceptWord, acceptAll: acceptAllWord, none: noneText, title };

  get hasSuggestions() {
    return this.suggestions.length > 0;
  }

  get shown() {
    return this.suggestions.map((suggestion) => {
      const name = fill(rowName, suggestion.propertyLabel, suggestion.fieldLabel);
      return {
        ...suggestion,
        name,
        likeness: fill(likenessText, suggestion.score),
        acceptLabel: fill(acceptName, name),
      };
    });
  }

  handleAccept(event) {
    const { property } = event.target.dataset;
    this.tell(this.suggestions.filter((suggestion) => suggestion.property === property));
  }

  handleAcceptAll() {
    this.tell(this.suggestions);
  }

  tell(accepted) {
    const detail = accepted.map(({ property, field }) => ({ property, field }));
    this.dispatchEvent(new CustomEvent('accept', { detail }));
  }
}
