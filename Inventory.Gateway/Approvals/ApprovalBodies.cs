using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Allocations;

namespace Inventory.Gateway.Approvals;

[Example("""{"reason": "The hall is being painted that week."}""")]
public sealed record DeclineRequest
{
    /// <summary>For the history, up to 200 characters.</summary>
    [MaxLength(ApproveRequest.MaxReasonLength)]
    public string? Reason { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(DeclineRequest))]
internal sealed partial class ApprovalJson : JsonSerializerContext;
