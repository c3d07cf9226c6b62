using System.Text.Json.Nodes;
using Inventory.Domain.Requests;

namespace Inventory.Tests.Domain.Requests;

public sealed class MergePatchTests
{
    /// <summary>RFC 7396, appendix A: the cases in which target and patch are objects, or the patch is <c>null</c>.</summary>
    public static TheoryData<string, string, string> Appendix => new()
    {
        { """{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""" },
        { """{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""" },
        { """{"a":"b"}""", """{"a":null}""", "{}" },
        { """{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""" },
        { """{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""" },
        { """{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""" },
        { """{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""" },
        { """{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""" },
        { """{"a":"foo"}""", "null", "{}" },
        { """{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""" },
        { "{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""" },
    };

    public static TheoryData<string, string, string> Others => new()
    {
        { "{}", "{}", "{}" },
        { "{}", """{"a":null}""", "{}" },
        { """{"a":1}""", "{}", """{"a":1}""" },
        { """{"a":{"b":1}}""", """{"a":null,"c":{"d":null,"e":[null]}}""", """{"c":{"e":[null]}}""" },
        { """{"a":[1]}""", """{"a":{"b":2}}""", """{"a":{"b":2}}""" },
        { """{"a":{"b":{"c":1,"d":2}}}""", """{"a":{"b":{"c":null}}}""", """{"a":{"b":{"d":2}}}""" },
        { """{"":1,"A":2}""", """{"a":3,"":null}""", """{"A":2,"a":3}""" },
        { """{"n":1.50,"big":123456789012345678901234567890}""", """{"x":1e2}""", """{"n":1.50,"big":123456789012345678901234567890,"x":1e2}""" },
        { """{"t":"ä <b>&\"'+ ✈"}""", """{"u":"ß"}""", """{"t":"ä <b>&\"'+ ✈","u":"ß"}""" },
        { """{"car":"🚗","🚙":["🚕", 1]}""", """{"taxi":"🚕"}""", """{"car":"🚗","🚙":["🚕", 1],"taxi":"🚕"}""" },
        { """{"a":"\u00e4","\u00e4":{"x": 1.0}}""", """{"b":"\/","ä":{"y":"\u0041"}}""", """{"a":"\u00e4","\u00e4":{"x":1.0,"y":"\u0041"},"b":"\/"}""" },
        { """{ "a" : [1, 2], "b":{ "c" : "d" } }""", """{"a":[1, 2],"b":{"c":"d"}}""", """{ "a" : [1, 2], "b":{ "c" : "d" } }""" },
        { """{"b":1,"a":2}""", """{"b":3}""", """{"b":3,"a":2}""" },
    };

    [Theory]
    [MemberData(nameof(Appendix)), MemberData(nameof(Others))]
    public void A_patch_makes_of_the_target_what_the_rfc_says(string target, string patch, string result)
    {
        var patched = MergePatch.Apply(Sample.Json(target), Sample.Json(patch));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(result), JsonNode.Parse(Sample.Text(patched))), Sample.Text(patched));
        Assert.Equal(result, Sample.Text(patched));
    }

    [Fact]
    public void The_empty_object_is_the_default_on_both_sides()
    {
        Assert.True(MergePatch.Apply(Sample.Json("""{"a":1}"""), Sample.Json("""{"a":null}""")).IsDefault);
        Assert.True(MergePatch.Apply(default, Sample.Json("{}")).IsDefault);
        Assert.True(MergePatch.Apply(default, Sample.Json("null")).IsDefault);
        Assert.Equal("""{"a":1}""", Sample.Text(MergePatch.Apply(default, Sample.Json("""{"a":1}"""))));
    }

    [Fact]
    public void A_patch_may_be_as_deep_as_a_body_may_be()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 63)) + "1" + new string('}', 63);
        Assert.Equal(deep, Sample.Text(MergePatch.Apply(Sample.Json(deep), Sample.Json(deep))));
    }
}
