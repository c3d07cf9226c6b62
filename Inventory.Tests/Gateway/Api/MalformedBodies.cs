using System.Text;

namespace Inventory.Tests.Gateway.Api;

/// <summary>Makes allocation requests that no server may accept, from a seed. Each has a name, for the message of the test that it fails.</summary>
internal sealed class MalformedBodies(int seed)
{
    private const string Good = """{"from_datetime":"2026-12-01T10:00:00Z","to_datetime":"2026-12-01T11:00:00Z","allocation_type":"booking","description":"d","dump":{"a":[1,"x"]}}""";

    private static readonly string[] Members = ["from_datetime", "to_datetime", "allocation_type", "description", "dump", "from_infinity", "to_infinity", "hold_seconds"];

    /// <summary>What a text may not carry, as the bytes between its quotes.</summary>
    private static readonly byte[][] BadTexts =
    [
        [0], [1], [0x1F], [(byte)'\n'],
        [0xFF], [0xFE, 0xFF], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
        [.. @"\u0000"u8], [.. @"\ud800"u8], [.. @"\udc00x"u8], [.. @"\ud83d\u0041"u8], [.. @"\ude97\ud83d"u8],
        [.. @"\u12"u8], [.. @"\uZZZZ"u8], [.. @"\x41"u8], [.. @"\'"u8], [.. @"\q"u8],
    ];

    private readonly Random _random = new(seed);

    public (string Name, byte[] Body) Next() => _random.Next(12) switch
    {
        0 => Text("cut off", Good[.._random.Next(Good.Length)]),
        1 => Text("trailing garbage", Good + Pick("x", "}", "]", ",", "{}", "\"", "null", Good, "\u00a0", "\ufeff", "//", "\0")),
        2 => Text("leading garbage", Pick("x", "]", ",", ")]}'\n", "\ufeff", "\0", "\u00a0", "/**/", "=", "[") + Good),
        3 => Text("wrong type", WrongType()),
        4 => Text("deep nesting", Deep()),
        5 => Text("huge number", HugeNumber()),
        6 => ("bad text", BadText()),
        7 => Text("member twice", Twice()),
        8 => Text("comment or comma", Pick(Good.Replace(",", ",,", StringComparison.Ordinal), Good[..^1] + ",}", Good[..^1] + "/* */}", "// x\n" + Good,
            Good.Replace("[1", "[1,", StringComparison.Ordinal), Good.Replace("\"x\"]", "\"x\",]", StringComparison.Ordinal))),
        9 => Text("not json", Pick("", " ", "\n\t", "{", "}", "[", "undefined", "NaN", "{'a':1}", "{a:1}", "<a/>", "a=b", "----", "True", Good.Replace('"', '\''),
            Good.Replace(":", "=", StringComparison.Ordinal), Good.Replace("[1", "[01", StringComparison.Ordinal), Good.Replace("[1", "[+1", StringComparison.Ordinal),
            Good.Replace("[1", "[.1", StringComparison.Ordinal), Good.Replace("[1", "[1.", StringComparison.Ordinal), Good.Replace("[1", "[NaN", StringComparison.Ordinal),
            Good.Replace("[1", "[Infinity", StringComparison.Ordinal), Good.Replace("[1", "[0x1", StringComparison.Ordinal), Good.Replace("[1", "[1e", StringComparison.Ordinal))),
        10 => ("noise", Noise()),
        _ => ("another encoding", Pick(Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32).GetBytes(Good)),
    };

    private static (string, byte[]) Text(string name, string body) => (name, Encoding.UTF8.GetBytes(body));

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    /// <summary>The good request with this member set to that value, at a random place among the others.</summary>
    private string With(string member, string value)
    {
        var others = new Dictionary<string, string>
        {
            ["from_datetime"] = "\"2026-12-01T10:00:00Z\"",
            ["to_datetime"] = "\"2026-12-01T11:00:00Z\"",
            ["allocation_type"] = "\"booking\"",
            [member] = value,
        };
        return $"{{{string.Join(',', others.OrderBy(_ => _random.Next()).Select(m => $"\"{m.Key}\":{m.Value}"))}}}";
    }

    private string WrongType()
    {
        if (_random.Next(4) == 0)
            return Pick("null", "[]", "[{}]", "1", "\"text\"", "true", $"[{Good}]");
        var member = Pick(Members);
        return With(member, member switch
        {
            "dump" => Pick("1", "\"{}\"", "true", "[]", "[{}]"),
            "from_infinity" or "to_infinity" => Pick("1", "\"true\"", "{}", "[]", "0"),
            "hold_seconds" => Pick("\"60\"", "{}", "[]", "true", "1.5"),
            _ => Pick("1", "{}", "[]", "true", "false", "[\"x\"]", "{\"a\":\"b\"}"),
        });
    }

    private string Deep()
    {
        var depth = _random.Next(100, 10_001);
        var (open, close) = Pick(("[", "]"), ("{\"a\":", "}"));
        var nested = string.Concat(Enumerable.Repeat(open, depth)) + "1" + (_random.Next(4) == 0 ? "" : string.Concat(Enumerable.Repeat(close, depth)));
        return _random.Next(3) == 0 ? nested : With(Pick("dump", "description", "unknown"), nested);
    }

    private string HugeNumber()
    {
        var number = Pick("", "-") + Pick("1e999999", "1E+400", "9e99999999999999999999", new string('9', 100_000), "1." + new string('9', 100_000), "1e" + new string('9', 1000));
        return With(Pick("dump", "hold_seconds", "from_datetime", "allocation_type"), Pick($"{{\"a\":{number}}}", $"{{\"a\":[[{number}]]}}", number));
    }

    private byte[] BadText()
    {
        var bad = Pick(BadTexts);
        var place = _random.Next(4);
        var value = place switch { 0 => "\"a\u0001b\"", 1 => "{\"k\":\"a\u0001b\"}", 2 => "{\"a\u0001b\":1}", _ => "{\"k\":[{\"l\":\"a\u0001b\"}]}" };
        var body = Encoding.UTF8.GetBytes(With(place == 0 ? Pick("description", "allocation_type", "from_datetime") : "dump", value));
        var mark = Array.IndexOf(body, (byte)1);
        return [.. body[..mark], .. bad, .. body[(mark + 1)..]];
    }

    private string Twice()
    {
        var member = Pick("from_datetime", "to_datetime", "allocation_type");
        return _random.Next(3) switch
        {
            0 => Good[..^1] + $",\"{member}\":\"2026-12-01T10:30:00Z\"}}",
            1 => With("dump", Pick("{\"a\":1,\"a\":2}", "{\"a\":1,\"b\":2,\"\\u0061\":3}", "{\"\":{},\"\":{}}")),
            _ => With("dump", Pick("{\"x\":{\"a\":1,\"a\":1}}", "{\"x\":[1,{\"a\":{\"b\":1,\"b\":1}}]}")),
        };
    }

    private byte[] Noise()
    {
        var noise = new byte[_random.Next(1, 2000)];
        _random.NextBytes(noise);
        // Whatever else it is, it is no JSON: no value begins like this.
        noise[0] = Pick<byte>(0, 0xFF, (byte)'x', (byte)'}');
        return noise;
    }
}
