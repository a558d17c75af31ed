/**
 * Tells the package about new and changed contacts, so that attendees of earlier meetings are linked to them.
 */
trigger ContactTrigger on Contact(after insert, after update, after undelete) {
    TriggerDispatcher.run(Contact.SObjectType, new RecordChange(Trigger.operationType, Trigger.new, Trigger.oldMap));
}
