/**
 * Checks mappings wherever they come from.
 */
trigger FieldMappingTrigger on Field_Mapping__c(before insert, before update) {
    FieldMappingGuard.beforeSave(Trigger.new, Trigger.oldMap);
}
