using System.Collections.Frozen;
using System.Text.Json;
using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;
using Inventory.Domain.Series;
using Inventory.Grains.Metrics;

namespace Inventory.Grains.Resources;

/// <summary>The decisions of a resource, as they are counted.</summary>
internal static class DecisionKinds
{
    // A refusal counts as the first rule that is broken.
    private static readonly FrozenDictionary<RuleKind, KeyValuePair<string, object?>> Refusals =
        Enum.GetValues<RuleKind>().ToFrozenDictionary(kind => kind, kind => new KeyValuePair<string, object?>("outcome", JsonNamingPolicy.SnakeCaseLower.ConvertName($"{kind}")));

    public static readonly DecisionKind<AllocateResult> Allocate = new("allocate", OutcomeOf);
    public static readonly DecisionKind<AllocateResult> Hold = new("hold", OutcomeOf);
    public static readonly DecisionKind<UpdateAllocationResult> UpdateAllocation = new("update_allocation", static result =>
        result.Judgement.IsAllowed ? Outcome<UpdateAllocationStatus>.Of(result.Status) : Refusals[result.Judgement.Broken[0].Kind]);
    public static readonly DecisionKind<ConfirmResult> Confirm = new("confirm", static result => Outcome<ConfirmStatus>.Of(result.Status));
    public static readonly DecisionKind<ReleaseResult> Release = new("release", static result => Outcome<ReleaseStatus>.Of(result.Status));
    public static readonly DecisionKind<ApproveResult> Approve = new("approve", static result => Outcome<ApproveStatus>.Of(result.Status));
    public static readonly DecisionKind<AttendResult> Attend = new("attend", static result => Outcome<AttendStatus>.Of(result.Status));
    public static readonly DecisionKind<BindResult> Bind = new("bind", static result => Outcome<BindStatus>.Of(result.Status));
    public static readonly DecisionKind<WaitResult> Wait = new("wait", static result => Outcome<WaitStatus>.Of(result.Status));
    public static readonly DecisionKind<ChangeWaitingResult> ChangeWaiting = new("change_waiting", static result => Outcome<ChangeWaitingStatus>.Of(result.Status));
    public static readonly DecisionKind<ChangeSeriesResult> ChangeSeries = new("change_series", static result => Outcome<ChangeSeriesStatus>.Of(result.Status));
    public static readonly DecisionKind<DecideAllResult> DecideAll = new("decide_all", static result => Outcome<DecideAllStatus>.Of(result.Status));
    public static readonly DecisionKind<CreateResourceResult> Create = new("create_resource", static result => Outcome<CreateResourceStatus>.Of(result.Status));
    public static readonly DecisionKind<UpdateResourceResult> Update = new("update_resource", static result => Outcome<UpdateResourceStatus>.Of(result.Status));
    public static readonly DecisionKind<SetPolicyResult> SetPolicy = new("set_policy", static result => Outcome<SetPolicyStatus>.Of(result.Status));
    public static readonly DecisionKind<DeleteResourceResult> Delete = new("delete_resource", static result => Outcome<DeleteResourceStatus>.Of(result.Status));

    private static KeyValuePair<string, object?> OutcomeOf(AllocateResult result) =>
        result.Judgement.IsAllowed ? Outcome<AllocateStatus>.Of(result.Status) : Refusals[result.Judgement.Broken[0].Kind];
}
