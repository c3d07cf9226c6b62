using System.Net.Mime;
using Inventory.Domain.Imports;
using Inventory.Gateway.Events;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Imports;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Imports;

public sealed class ImportApi(IGrainFactory grains, ResourceTypes types, SubscriberLimit listeners, TimeProvider clock, IHostApplicationLifetime host)
{
    private const long MaxBytes = 64 * 1024 * 1024;

    public void Map(IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports").RequireAuthorization(Access.Transfer);
        imports.MapPost("/", Begin).Named("importFile").Requires("type", "of", "mode").WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .Accepts<string>(CsvText.MediaType)
            .Starts<ImportResponse>("The import, which runs by itself.").Problems(ProblemTypes.Invalid, ProblemTypes.IdempotencyKeyReused);
        imports.MapGet("/", List).Named("listImports").Returns<ImportResponse[]>(200, "The latest imports, oldest first.");
        imports.MapGet("/{id:guid}", Read).Named("readImport").WithMetadata(new DisableRequestTimeoutAttribute())
            .Returns<ImportResponse>(200, "The import, or with `Accept: text/event-stream` its progress.")
            .AlsoReturns(MediaTypeNames.Text.EventStream, "event: progress\ndata: {\"status\":\"running\",\"rows\":3000,\"applied\":1990,\"refused\":10}\n\n")
            .Problems(ProblemTypes.NotFound, ProblemTypes.TooManyListeners);
        imports.MapGet("/{id:guid}/refused.csv", ReadRefused).Named("readRefusedRows")
            .Returns(200, "The refused rows, in the order of the file.").AlsoReturns(CsvText.MediaType, "line,reason,name\r\n2,name-taken: Another resource of the type has this name.,Car1\r\n")
            .Problems(ProblemTypes.NotFound);
        imports.MapDelete("/{id:guid}", Stop).Named("stopImport").Returns(204, "The import is stopped, or had ended.").Problems(ProblemTypes.NotFound);
    }

    [EndpointSummary("Imports resources or allocations from CSV.")]
    [EndpointDescription("In UTF-8, with a header, to 64 MiB; an export can be imported again. The file is stored before the answer, and each row takes effect once, also after a crash. Rows of one resource are taken in order. With the mode `check` nothing changes: it says what would be refused. For operators.")]
    private async Task<IResult> Begin(HttpContext http, [FromQuery(Name = "type")] string? path, string? of, string? mode, CancellationToken cancellation)
    {
        var query = new Query();
        var type = query.One("type", path, types.All, one => one.Path);
        var kind = query.One("of", of, ImportNames.Names, name => name);
        var isCheck = query.One("mode", mode, ImportNames.Modes, name => name) == ImportNames.Modes[0];
        if (type is { IsAllocatable: false } && kind == ImportNames.Of(ImportKind.Allocations))
            query.Refuse("of", "cannot be allocations: they have none");
        if (query.Problem is { } problem) return problem;
        if ((ImportUpload.RefuseType(http.Request) ?? DryRun.Refuse(http)) is { } refusal) return refusal;
        var (key, malformed) = IdempotencyKeyHeader.Of(http.Request, default);
        if (malformed is not null) return malformed;

        var draft = new Import
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            ResourceType = type!.Name,
            Kind = ImportNames.KindOf(kind!),
            IsCheck = isCheck,
            Columns = [],
            Created = clock.Now(),
            RequestedBy = http.Caller(),
        };
        await grains.GetImports().Begin(draft.Id);
        var (fingerprint, fault) = await StoreAsync(type, draft, http, cancellation);
        if (fault is not null) return await DiscardAsync(draft.Id, fault);
        return await StartAsync(draft.Id, key is null ? null : key with { Fingerprint = fingerprint ^ IdempotencyKeyHeader.Fingerprint($"{http.Request.Path}{path}/{of}/{mode}", default) });
    }

    private async Task<(long Fingerprint, ProblemResult? Problem)> StoreAsync(ResourceType type, Import draft, HttpContext http, CancellationToken cancellation)
    {
        try
        {
            return await new ImportUpload(grains, type, draft).StoreAsync(http.Request.Body, cancellation);
        }
        catch (BadHttpRequestException e)
        {
            return (0, ProblemResult.OfType(ProblemTypes.OfStatus(e.StatusCode)));
        }
    }

    private async Task<IResult> StartAsync(Guid id, IdempotencyKey? key)
    {
        var added = await grains.GetImports().Commit(id, key);
        if (added.Status == AddImportStatus.KeyReused) return await DiscardAsync(id, ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused));
        if (added.Id != id) await DiscardAsync(id, ProblemResult.NotFound("import"));
        var import = await grains.GetImport(added.Id).Start();
        return new ApiResult<ImportResponse>(202, ImportResponse.For(import, types), ImportJson.Default.ImportResponse) { Location = $"/api/imports/{import.Id}" };
    }

    private async Task<IResult> DiscardAsync(Guid id, ProblemResult problem)
    {
        await grains.GetImport(id).Discard();
        await grains.GetImports().Remove(id);
        return problem;
    }

    [EndpointSummary("Lists the latest imports.")]
    [EndpointDescription("Oldest first, at most 100. For operators.")]
    private async Task<IResult> List()
    {
        var imports = await Task.WhenAll((await grains.GetImports().List()).Select(id => grains.GetImport(id).Read()));
        return new ApiResult<ImportResponse[]>(200, [.. imports.OfType<Import>().Where(IsSeen).Select(import => ImportResponse.For(import, types))], ImportJson.Default.ImportResponseArray);
    }

    [EndpointSummary("Reads how far an import is.")]
    [EndpointDescription("With `Accept: text/event-stream` an event after each 1,000 rows or second, until it ends. For operators.")]
    private async Task<IResult> Read(Guid id, HttpContext http)
    {
        if (await FindAsync(id) is not { } import) return ProblemResult.NotFound("import");
        return http.Request.PrefersToJson(MediaTypeNames.Text.EventStream)
            ? new ImportProgressResult(grains.GetImport(id), types, listeners, clock, host.ApplicationStopping)
            : new ApiResult<ImportResponse>(200, ImportResponse.For(import, types), ImportJson.Default.ImportResponse);
    }

    [EndpointSummary("Reads the refused rows of an import as CSV.")]
    [EndpointDescription("Each with its line, the reason, and its cells as they were sent. Corrected, it can be imported. For operators.")]
    private async Task<IResult> ReadRefused(Guid id)
    {
        if (await FindAsync(id) is not { } import) return ProblemResult.NotFound("import");
        string[] added = ["line", "reason"];
        // Those of an earlier import, which was corrected.
        var places = import.Columns.Index().Where(column => !added.Contains(column.Item)).ToList();
        return new CsvResult($"refused-{id}", [.. added, .. places.Select(column => column.Item)], async (csv, cancellation) =>
        {
            for (var n = 0; n < import.NextChunk; n++)
                foreach (var row in await grains.GetImport(id).ReadRefused(n))
                {
                    csv.WriteText(row.Line.ToString(CultureInfo.InvariantCulture));
                    csv.WriteText(row.Reason);
                    foreach (var (place, _) in places)
                        csv.WriteText(row.Cells.ElementAtOrDefault(place));
                    await csv.EndRecordAsync(cancellation);
                }
        });
    }

    [EndpointSummary("Stops an import.")]
    [EndpointDescription("Rows that took effect stay. For operators.")]
    private async Task<IResult> Stop(Guid id) => await FindAsync(id) is not null && await grains.GetImport(id).Stop() ? Results.NoContent() : ProblemResult.NotFound("import");

    private async Task<Import?> FindAsync(Guid id) => await grains.GetImport(id).Read() is { } import && IsSeen(import) ? import : null;

    private static bool IsSeen(Import import) => import.Status != ImportStatus.Receiving;
}
