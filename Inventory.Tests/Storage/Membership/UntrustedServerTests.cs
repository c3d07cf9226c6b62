using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Inventory.Cli.Cluster;
using Inventory.Storage;
using Inventory.Storage.Membership;
using Inventory.Tests.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Tests.Storage.Membership;

public sealed class UntrustedServerTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_server_whose_certificate_is_not_trusted_is_told_in_a_sentence_and_not_waited_for()
    {
        using var directory = new TemporaryDirectory();
        var (file, key) = ClusterCertificate.Create(directory.Path, TimeProvider.System.GetUtcNow());
        using var certificate = X509Certificate2.CreateFromPemFile(file, key);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = AnswerAsync(listener, certificate);

        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => ClusterDatabase.PrepareAsync(
            $"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};Username=inventory;SSL Mode=VerifyFull;GSS Encryption Mode=Disable",
            TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken));

        Assert.Contains("certificate", refusal.Message, StringComparison.OrdinalIgnoreCase);
        await Assert.ThrowsAnyAsync<Exception>(() => server);
    }

    /// <summary>As PostgreSQL does: a byte says that it has TLS, whose handshake follows.</summary>
    private static async Task AnswerAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        await stream.ReadExactlyAsync(new byte[8]);
        stream.WriteByte((byte)'S');
        await using var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(certificate);
        // The client ends the connection when it has seen the certificate.
        await secured.ReadExactlyAsync(new byte[1]);
    }
}
