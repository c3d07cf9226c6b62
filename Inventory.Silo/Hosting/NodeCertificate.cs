using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Inventory.Grains.Configuration;
using Orleans.Connections.Security;

namespace Inventory.Silo.Hosting;

/// <summary>Mutual TLS between the nodes of a cluster: each shows a certificate of the cluster's own authority, whatever its address is.</summary>
internal sealed class NodeCertificate
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _authorities = [];

    private NodeCertificate(string certificate, string? key, string? authority)
    {
        _certificate = X509Certificate2.CreateFromPemFile(certificate, key);
        if (authority is null)
            _authorities.Add(_certificate);
        else
            _authorities.ImportFromPemFile(authority);
    }

    /// <returns><c>null</c> if there is none.</returns>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A file is missing, or is not what it should be.</exception>
    public static NodeCertificate? Load(NodeTlsOptions options)
    {
        if (options.Certificate is not { Length: > 0 } certificate)
            return null;
        try
        {
            return new(certificate, OrNull(options.Key), OrNull(options.Authority));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw InvalidOptions.Because($"Inventory:Tls: the certificate {certificate}, its key or its authority cannot be used: {e.Message}");
        }
    }

    public void Configure(TlsOptions tls)
    {
        tls.LocalCertificate = _certificate;
        tls.RemoteCertificateMode = tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (remote, _, _) => IsOfCluster(remote);
        // Nodes have no lasting names: the authority alone says who belongs to the cluster.
        tls.OnAuthenticateAsClient = (_, connection) => connection.TargetHost = _certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
    }

    private bool IsOfCluster(X509Certificate2 remote)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(remote);
    }

    private static string? OrNull(string? path) => string.IsNullOrEmpty(path) ? null : path;
}
