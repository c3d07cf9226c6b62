using System.Buffers;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Timelines;

/// <summary>The calendars of many resources.</summary>
[Example(
    """
    {"cursor": "AAAAAAAAAAE", "rows": [{"resource": {"id": "0198a7b0-0000-7000-8000-0000000000aa", "name": "Car1", "resource_type": "Car",
    "created": "2026-11-20T09:00:00Z", "attributes": {}}, "version": 2, "allocations": [{"from_infinity": false, "to_infinity": false,
    "from_datetime": "2026-12-01T10:00:00Z", "to_datetime": "2026-12-01T12:00:00Z"}], "closed": []}]}
    """)]
public sealed record TimelineResponse
{
    /// <summary>A position in the change feed, before the rows were read.</summary>
    public required string Cursor { get; init; }

    public required IReadOnlyList<TimelineRowResponse> Rows { get; init; }
}

/// <summary>A resource and its allocations in the window, by start.</summary>
public sealed record TimelineRowResponse
{
    public required ResourceResponse Resource { get; init; }

    /// <summary>Of the resource, as the <c>sequence</c> of its events.</summary>
    public required long Version { get; init; }

    public required IReadOnlyList<IConflictResponse> Allocations { get; init; }

    /// <summary>When it is closed in the window, by start; empty if the window is infinite or of more than 4,000 days.</summary>
    public required IReadOnlyList<IntervalResponse> Closed { get; init; }

    /// <summary>When nobody has it and the turnaround allows nothing, whatever its type, by start; missing without such a rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IntervalResponse>? Turnaround { get; init; }
}

/// <summary>Writes rows that are rendered already.</summary>
public sealed class TimelineResult(string cursor, IReadOnlyList<byte[]> rows, string? next) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, writer) = (httpContext.Response, httpContext.Response.BodyWriter);
        if (next is not null)
            response.Headers.Link = next;
        response.ContentType = "application/json; charset=utf-8";
        writer.Write("{\"cursor\":\""u8);
        writer.Write(System.Text.Encoding.ASCII.GetBytes(cursor));
        writer.Write("\",\"rows\":["u8);
        foreach (var (n, row) in rows.Index())
        {
            if (n > 0)
                writer.Write(","u8);
            writer.Write(row);
            await writer.FlushAsync(httpContext.RequestAborted);
        }
        writer.Write("]}"u8);
    }
}
