using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Inventory.Cli.Cluster;

/// <summary>A certificate that the nodes of a cluster share, so that no other process on the machine is taken for one of them.</summary>
public sealed record ClusterCertificate(string Certificate, string Key)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);

    /// <summary>Makes a new one in two files, which only this user can read.</summary>
    public static ClusterCertificate Create(string directory, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=inventory", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
        var files = new ClusterCertificate(Path.Combine(directory, "node.crt"), Path.Combine(directory, "node.key"));
        Write(files.Certificate, certificate.ExportCertificatePem());
        Write(files.Key, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    private static void Write(string path, string text)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.Write(text);
    }
}
