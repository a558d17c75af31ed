import { LightningElement, wire } from 'lwc';
import visits from '@salesforce/apex/VisitController.visits';
import remove from '@salesforce/apex/VisitController.remove'; // planted unknown-apex-method: an import of a method that is not there
import text from '@salesforce/label/c.Visits_Gone'; // planted unknown-label: an import of a label that is not there
import COLOUR from '@salesforce/schema/Visit__c.Colour__c'; // planted unknown-field: an import of a field that is not there
import HOUSE from '@salesforce/schema/House__c'; // planted unknown-object: an import of an object that is not there
import icon from '@salesforce/resourceUrl/VisitPicture'; // planted unknown-import: an import of a static resource that is not there
import { format } from 'c/visitFormat'; // planted unknown-component: an import of a module that is not there

export default class BrokenList extends LightningElement {
  label = { text, COLOUR, HOUSE, icon, format };

  @wire(visits, { account: '$recordId' }) // planted wrong-apex-parameter: a parameter that the method does not have
  wired;

  load() {
    return visits({}); // planted missing-apex-parameter: a call without a parameter of the method
  }

  connectedCallback() {
    setTimeout(() => remove(), 1000); // planted @lwc/lwc/no-async-operation: a timer in a component
  }
}
