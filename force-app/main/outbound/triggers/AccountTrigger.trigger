/**
 * Tells the package about accounts: Demodesk hears of what it knows.
 */
trigger AccountTrigger on Account(after insert, after update, before delete, after delete, after undelete) {
    TriggerDispatcher.run(
        Account.SObjectType,
        new RecordChange(Trigger.operationType, Trigger.isDelete ? Trigger.old : Trigger.new, Trigger.oldMap)
    );
}
