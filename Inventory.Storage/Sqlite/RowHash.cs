namespace Inventory.Storage.Sqlite;

/// <summary>How <see cref="EventHash"/> is made and read here: it covers the numbers by which events are found, too.</summary>
internal static class RowHash
{
    public static UInt128 Of(long before, UInt128 content, long seq, long previous, long previousKept) =>
        HashInput.Begin().Add(before).AddHash(content).Add(seq).Add(previous).Add(previousKept).ToHash128();

    public static void Bind(this Statement statement, int parameter, EventHash hash)
    {
        Span<byte> bytes = stackalloc byte[EventHash.MaxLength];
        hash.Write(bytes);
        statement.BindBlob(parameter, bytes[..hash.Length]);
    }

    /// <summary>0 if there is no hash.</summary>
    public static long Link(this Statement row, int column) => EventHash.Read(row.Utf8(column))?.Link ?? 0;
}
