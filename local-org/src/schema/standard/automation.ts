import { standardObjects } from './table.ts';

/**
 * Flows, approvals, and what the platform says when automation fails. Source: Object Reference and Platform Events
 * Developer Guide, API 65.0.
 */
export const automationObjects = standardObjects(`
object FlowDefinitionView 3dd "Flow Definition" "Flow Definitions" bare fixed
DurableId string(255) idLookup
ApiName string(255)
Label string(255) nameField
Description longtext(32000)
ProcessType string(40)
TriggerType string(40)
NamespacePrefix string(15)
ActiveVersionId string(255)
LatestVersionId string(255)
LastModifiedBy string(255)
IsActive boolean
IsOutOfDate boolean
LastModifiedDate datetime
IsTemplate boolean
IsOverridable boolean
OverriddenById string(18)
OverriddenFlowId string(18)
SourceTemplateId string(18)
IsSwingFlow boolean
Builder string(255)
ManageableState string(40)
InstalledPackageName string(255)
TriggerObjectOrEventLabel string(255)
TriggerObjectOrEventId reference(EntityDefinition)
RecordTriggerType string(40)
HasAsyncAfterCommitPath boolean
VersionNumber int
TriggerOrder int
Environments string(255)

object FlowVersionView 307 "Flow Version" "Flow Versions" bare fixed
DurableId string(255) idLookup
FlowDefinitionViewId reference(FlowDefinitionView) children(Versions)
Label string(255) nameField
Description longtext(32000)
Status string(40)
VersionNumber int
ProcessType string(40)
IsTemplate boolean
RunInMode string(40)
IsSwingFlow boolean
ApiVersion double(18,1)
ApiVersionRuntime double(18,1)
LastModifiedDate datetime

object ProcessDefinition 04a "Process Definition" "Process Definitions" bare audit fixed
Name string(255) nameField
DeveloperName string(80)
Type !picklist(Approval|State)
Description longtext(3000)
TableEnumOrId string(40)
LockType !picklist(Total|Admin|Owner|Workitem|Node|None)
State !picklist(Active|Inactive|Obsolete)

object ProcessNode 04b "Process Node" "Process Nodes" bare fixed
Name string(255) nameField
DeveloperName string(80)
ProcessDefinitionId reference(ProcessDefinition)
Description longtext(3000)
SystemModstamp datetime

object ProcessInstance 04g "Process Instance" "Process Instances" bare audit deletable fixed
ProcessDefinitionId reference(ProcessDefinition)
TargetObjectId reference(Account|Campaign|Case|Contact|Contract|Lead|Opportunity|Order|Product2|Asset) as(TargetObject) children(ProcessInstances)
Status !picklist(Approved|Rejected|Removed|Fault|Pending|Hold|Reassigned|Started|NoResponse)
CompletedDate datetime
LastActorId reference(User)
ElapsedTimeInDays double(18,2)
ElapsedTimeInHours double(18,2)
ElapsedTimeInMinutes double(18,2)
SubmittedById reference(User)

object ProcessInstanceStep 04h "Process Instance Step" "Process Instance Steps" bare fixed
ProcessInstanceId reference(ProcessInstance) children(Steps)
StepStatus !picklist(Approved|Rejected|Removed|Fault|Pending|Hold|Reassigned|Started|NoResponse)
OriginalActorId reference(User|Group)
ActorId reference(User|Group)
Comments longtext(4000)
StepNodeId reference(ProcessNode)
ElapsedTimeInDays double(18,2)
ElapsedTimeInHours double(18,2)
ElapsedTimeInMinutes double(18,2)
CreatedDate datetime
CreatedById reference(User)
SystemModstamp datetime

object ProcessInstanceWorkitem 04i "Approval Request" "Approval Requests" bare deletable fixed
ProcessInstanceId reference(ProcessInstance) children(Workitems)
OriginalActorId reference(User|Group)
ActorId reference(User|Group)
ElapsedTimeInDays double(18,2)
ElapsedTimeInHours double(18,2)
ElapsedTimeInMinutes double(18,2)
CreatedDate datetime
CreatedById reference(User)
SystemModstamp datetime

object ApexEmailNotification 0kE "Apex Email Notification" "Apex Email Notifications" bare audit
UserId reference(User)
Email email(320)

object BatchApexErrorEvent 0NO "Batch Apex Error Event" "Batch Apex Error Events" event
AsyncApexJobId string(18)
ExceptionType string(255)
Message longtext(5000)
StackTrace longtext(5000)
RequestId string(255)
JobScope longtext(40000)
DoesExceedJobScopeMaxLength boolean
Phase string(255)

object FlowExecutionErrorEvent 1Sd "Flow Execution Error Event" "Flow Execution Error Events" event
EventDate datetime
EventIdentifier string(36)
EventType string(255)
ErrorId string(255)
ErrorMessage longtext(32000)
ExtendedErrorCode string(255)
ElementApiName string(255)
ElementType string(255)
FlowApiName string(255)
FlowNamespace string(255)
FlowVersionId string(18)
FlowVersionNumber int
FlowExecutionDate datetime
InterviewBatchId string(255)
InterviewGuid string(255)
InterviewStartDate datetime
InterviewStartedById string(18)
ContextObject string(255)
ContextRecordId string(18)
ProcessType string(255)
ShouldSendEmail boolean
StageQualifiedApiName string(255)
UserId reference(User)
Username string(255)
`);
