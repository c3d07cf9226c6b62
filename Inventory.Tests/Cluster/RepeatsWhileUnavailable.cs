using System.Net;
using Inventory.Tests.Gateway;

namespace Inventory.Tests.Cluster;

/// <summary>Sends a request as the contract tells clients to: with a key, again and again while the answer is 503. So it is in a cluster where a silo has just started or ended.</summary>
internal sealed class RepeatsWhileUnavailable() : DelegatingHandler(GatewayClient.NewHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get && !request.Headers.Contains("Idempotency-Key"))
            request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        var response = await base.SendAsync(request, cancellationToken);
        await Eventually.HoldsAsync(
            async () =>
            {
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
                    return true;
                response.Dispose();
                response = await base.SendAsync(request, cancellationToken);
                return false;
            },
            () => $"{request.Method} {request.RequestUri} is unavailable.");
        return response;
    }
}
