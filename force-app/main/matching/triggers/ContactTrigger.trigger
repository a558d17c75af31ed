/**
 * Tells the package about contacts: Demodesk hears of what it knows, attendees of earlier meetings are linked.
 */
trigger ContactTrigger on Contact(after insert, after update, before delete, after delete, after undelete) {
    TriggerDispatcher.run(
        Contact.SObjectType,
        new RecordChange(Trigger.operationType, Trigger.isDelete ? Trigger.old : Trigger.new, Trigger.oldMap)
    );
}
