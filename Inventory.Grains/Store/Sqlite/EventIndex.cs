using System.Buffers.Text;
using Microsoft.Data.Sqlite;

namespace Inventory.Store.Sqlite;

/// <summary>
/// Writes the table <c>resource_event</c>: which events are a resource's. The events that the tables follow in one go share a row, so that each of them
/// costs a few bytes and no page of its own.
/// </summary>
internal sealed class EventIndex(SqliteConnection connection) : IDisposable
{
    /// <summary>More would go to an overflow page.</summary>
    private const int MaxEvents = 48;

    private readonly Statement _insert = new(connection,
        "INSERT INTO resource_event (resource, version, until_us, events, kept) SELECT ?1, ?2, at_us, ?4, ?5 FROM event WHERE seq = ?3");

    private readonly JsonNumbers _events = new();
    private readonly JsonNumbers _kept = new();
    private Guid _resource;
    private long _version;

    /// <summary>Begins with the event that made this version of the resource.</summary>
    public void Begin(Guid resource, long version) => (_resource, _version) = (resource, version);

    /// <summary>The event of the next version.</summary>
    public void Add(long seq, bool isKept)
    {
        _events.Add(seq);
        if (isKept)
            _kept.Add(seq);
        if (_events.Count == MaxEvents)
            End();
    }

    public void End()
    {
        if (_events.Count == 0)
            return;
        _insert.Bind(1, _resource);
        _insert.Bind(2, _version);
        _insert.Bind(3, _events.Last);
        _insert.Bind(4, _events.Json);
        if (_kept.Count == 0)
            _insert.BindNull(5);
        else
            _insert.Bind(5, _kept.Json);
        _insert.Run();
        _version += _events.Count;
        _events.Clear();
        _kept.Clear();
    }

    /// <summary>An event that changes the resource itself, and what waits before it: of a resource that goes, that is for the index alone; of others it is nothing.</summary>
    /// <returns>How many waited.</returns>
    public int Write(Guid resource, long version, Backlog? before, BacklogEvent last)
    {
        var waited = before?.Count ?? 0;
        Begin(resource, version - waited);
        for (; before is { Count: > 0 }; before.Done())
            Add(before.Next.Seq, before.Next.IsKept);
        Add(last.Seq, last.IsKept);
        End();
        return waited;
    }

    /// <summary>The numbers of one row.</summary>
    public static void Read(ReadOnlySpan<byte> json, List<long> numbers)
    {
        // Before each number stands a bracket or a comma.
        while (!json.IsEmpty && Utf8Parser.TryParse(json[1..], out long number, out var length))
        {
            numbers.Add(number);
            json = json[(1 + length)..];
        }
    }

    public void Dispose() => _insert.Dispose();

    /// <summary>A JSON array of numbers.</summary>
    private sealed class JsonNumbers
    {
        private readonly byte[] _json = new byte[MaxEvents * 21 + 1];
        private int _length;

        public int Count { get; private set; }

        public long Last { get; private set; }

        public ReadOnlySpan<byte> Json
        {
            get
            {
                _json[_length] = (byte)']';
                return _json.AsSpan(0, _length + 1);
            }
        }

        public void Add(long number)
        {
            _json[_length++] = Count == 0 ? (byte)'[' : (byte)',';
            Utf8Formatter.TryFormat(number, _json.AsSpan(_length), out var written);
            (_length, Count, Last) = (_length + written, Count + 1, number);
        }

        public void Clear() => (_length, Count) = (0, 0);
    }
}
