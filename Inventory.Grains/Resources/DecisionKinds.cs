using Inventory.Domain.Allocations;
using Inventory.Grains.Metrics;

namespace Inventory.Grains.Resources;

/// <summary>The decisions of a resource, as they are counted.</summary>
internal static class DecisionKinds
{
    public static readonly DecisionKind<AllocateResult> Allocate = new("allocate", static result => Outcome<AllocateStatus>.Of(result.Status));
    public static readonly DecisionKind<AllocateResult> Hold = new("hold", static result => Outcome<AllocateStatus>.Of(result.Status));
    public static readonly DecisionKind<UpdateAllocationResult> UpdateAllocation = new("update_allocation", static result => Outcome<UpdateAllocationStatus>.Of(result.Status));
    public static readonly DecisionKind<ConfirmResult> Confirm = new("confirm", static result => Outcome<ConfirmStatus>.Of(result.Status));
    public static readonly DecisionKind<ReleaseResult> Release = new("release", static result => Outcome<ReleaseStatus>.Of(result.Status));
    public static readonly DecisionKind<CreateResourceResult> Create = new("create_resource", static result => Outcome<CreateResourceStatus>.Of(result.Status));
    public static readonly DecisionKind<UpdateResourceResult> Update = new("update_resource", static result => Outcome<UpdateResourceStatus>.Of(result.Status));
    public static readonly DecisionKind<SetPolicyResult> SetPolicy = new("set_policy", static result => Outcome<SetPolicyStatus>.Of(result.Status));
    public static readonly DecisionKind<DeleteResourceResult> Delete = new("delete_resource", static result => Outcome<DeleteResourceStatus>.Of(result.Status));
}
