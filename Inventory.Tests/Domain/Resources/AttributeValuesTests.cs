using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

public sealed class AttributeValuesTests
{
    private static readonly AttributeValue Ten = AttributeValue.Of(new Instant(1_796_119_200_000_000));

    public static TheoryData<string, AttributeValue[]> Values => new()
    {
        { "\"light\"", [AttributeValue.Of("light")] },
        { "\"l\\u0069ght\"", [AttributeValue.Of("light")] },
        { "\"\"", [AttributeValue.Of("")] },
        { "\"1\"", [AttributeValue.Of("1")] },
        { "1", [AttributeValue.Of(1.0)] },
        { "10e-1", [AttributeValue.Of(1.0)] },
        { "-0.0", [AttributeValue.Of(0.0)] },
        { "true", [AttributeValue.Of(true)] },
        { "false", [AttributeValue.Of(false)] },
        { "\"2026-12-01T10:00:00Z\"", [AttributeValue.Of("2026-12-01T10:00:00Z"), Ten] },
        { "\"2026-12-01T11:00:00.000+01:00\"", [AttributeValue.Of("2026-12-01T11:00:00.000+01:00"), Ten] },
        { "null", [] },
        { "[\"light\"]", [] },
        { "{\"x\":\"light\"}", [] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_found_behind_others_by_its_name(string json, AttributeValue[] values)
    {
        Assert.Equal(values, AttributeValues.Of(Sample.Json($$"""{"y":{"x":"no"},"X":"no","z":["x","no"],"x":{{json}},"w":"no"}"""), "x"));
        Assert.Equal(values, AttributeValues.Of(Sample.Json($$"""{ "\u0078" : {{json}} }"""), "x"));
    }

    [Fact]
    public void There_is_no_value_where_there_is_no_such_member()
    {
        Assert.Empty(AttributeValues.Of(default, "x"));
        Assert.Empty(AttributeValues.Of(Sample.Json("""{"y":{"x":1}}"""), "x"));
    }

    [Fact]
    public void Values_of_two_types_are_not_the_same()
    {
        Assert.NotEqual(AttributeValue.Of("1"), AttributeValue.Of(1.0));
        Assert.NotEqual(AttributeValue.Of("true"), AttributeValue.Of(true));
        Assert.NotEqual(AttributeValue.Of(7.0), AttributeValue.Of(new Instant(7)));
    }
}
