import { api, LightningElement } from 'lwc';

export default class VisitBadge extends LightningElement {
  @api text;
}
