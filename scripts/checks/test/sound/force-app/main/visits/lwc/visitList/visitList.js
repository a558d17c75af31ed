import { api, LightningElement, wire } from 'lwc';
import visits from '@salesforce/apex/VisitController.visits';
import emptyText from '@salesforce/label/c.Visits_Empty';
import TITLE from '@salesforce/schema/Visit__c.Title__c';

export default class VisitList extends LightningElement {
  @api recordId;
  @api heading;
  label = { emptyText };
  titleField = TITLE.fieldApiName;

  @wire(visits, { accountId: '$recordId' })
  visits;
}
