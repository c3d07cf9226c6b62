namespace Inventory.Grains.Configuration;

/// <summary>How silos and gateways of a cluster know each other. Files in PEM format; the same settings on all nodes.</summary>
public sealed class NodeTlsOptions
{
    /// <summary>What this node shows to the others. Without it, connections are not encrypted, and only a cluster on the loopback address starts.</summary>
    public string? Certificate { get; set; }

    /// <summary>The private key of the certificate, not encrypted. Default: it is in the file of the certificate.</summary>
    public string? Key { get; set; }

    /// <summary>Certificates of the authorities whose certificates the others may show. Default: the certificate itself, which all nodes then share.</summary>
    public string? Authority { get; set; }
}
