/**
 * Tells the package about opportunities: Demodesk hears of what it knows.
 */
trigger OpportunityTrigger on Opportunity(after insert, after update, before delete, after delete, after undelete) {
    TriggerDispatcher.run(
        Opportunity.SObjectType,
        new RecordChange(Trigger.operationType, Trigger.isDelete ? Trigger.old : Trigger.new, Trigger.oldMap)
    );
}
