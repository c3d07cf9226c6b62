using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

[GenerateSerializer, Immutable, Alias("inventory.set-policy-request")]
public sealed record SetPolicyRequest
{
    [Id(0)]
    public required string Type { get; init; }

    [Id(1)]
    public required Guid Id { get; init; }

    /// <summary>A JSON object that <see cref="PolicyReader"/> accepts; <c>default</c> for none.</summary>
    [Id(2)]
    public required ImmutableArray<byte> Policy { get; init; }

    /// <summary>The <see cref="PolicyTag"/> of the policy that is replaced.</summary>
    [Id(3)]
    public Precondition IfMatch { get; init; }

    [Id(4)]
    public Caller? RequestedBy { get; init; }

    /// <summary>Changes nothing.</summary>
    [Id(5)]
    public bool IsPreview { get; init; }
}

public enum SetPolicyStatus
{
    Set = 1,
    NotFound = 2,
    PreconditionFailed = 3,
}

[GenerateSerializer, Immutable, Alias("inventory.set-policy-result")]
public sealed record SetPolicyResult
{
    public const int MaxViolations = 1_000;

    private SetPolicyResult(SetPolicyStatus status) => Status = status;

    public static readonly SetPolicyResult NotFound = new(SetPolicyStatus.NotFound);
    public static readonly SetPolicyResult PreconditionFailed = new(SetPolicyStatus.PreconditionFailed);

    [Id(0)]
    public SetPolicyStatus Status { get; }

    /// <summary>With its new policy.</summary>
    [Id(1)]
    public Resource? Resource { get; private init; }

    /// <summary>The earliest allocations that have not ended and contradict the policy.</summary>
    [Id(2)]
    public ImmutableArray<PolicyViolation> Violations { get; private init; } = [];

    public static SetPolicyResult Set(Resource resource, ImmutableArray<PolicyViolation> violations) => new(SetPolicyStatus.Set) { Resource = resource, Violations = violations };
}

[GenerateSerializer, Immutable, Alias("inventory.policy-violation")]
public sealed record PolicyViolation(Allocation Allocation, ImmutableArray<RuleKind> Rules);
