using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

public sealed class AttributeValidatorTests
{
    private const string Integer = "floor has to be a whole number from -9007199254740991 to 9007199254740991.";
    private const string Unknown = "This type has no such attribute.";

    private static readonly AttributeSchema Rules = new(
        [
            new() { Name = "kind", Type = AttributeType.String, IsRequired = true, Values = ["light", "lock"] },
            new() { Name = "note", Type = AttributeType.String, MaxLength = 3 },
            new() { Name = "floor", Type = AttributeType.Integer, Minimum = -2, Maximum = 9 },
            new() { Name = "watts", Type = AttributeType.Number, Minimum = 0.5 },
            new() { Name = "on", Type = AttributeType.Boolean },
            new() { Name = "since", Type = AttributeType.DateTime },
        ],
        RefusesOthers: true);

    [Theory]
    [InlineData("""{"kind":"light"}""")]
    [InlineData("""{"k\u0069nd":"l\u0069ght"}""")]
    [InlineData("""{"kind":"lock","note":"","floor":-2,"watts":0.5,"on":false,"since":"2026-12-01T10:00:00+01:00"}""")]
    [InlineData("""{"kind":"lock","note":"😍😍😍","floor":9.0,"watts":1e300,"on":true,"since":"2026-12-01T10:00:00"}""")]
    public void What_is_declared_so_is_good(string attributes) => Assert.Empty(Rules.Check(Sample.Json(attributes)));

    [Theory]
    [InlineData("""{}""", "kind is missing.")]
    [InlineData("""{"Kind":"light"}""", "kind is missing.", Unknown)]
    [InlineData("""{"kind":null}""", "kind has to be a string.")]
    [InlineData("""{"kind":1}""", "kind has to be a string.")]
    [InlineData("""{"kind":"Light"}""", "kind has to be one of light, lock.")]
    [InlineData("""{"kind":["light"]}""", "kind has to be a string.")]
    [InlineData("""{"kind":"light","note":null}""", "note has to be a string.")]
    [InlineData("""{"kind":"light","note":"four"}""", "note has 4 characters; it may have 3.")]
    [InlineData("""{"kind":"light","floor":10}""", "floor has to be 9 or less.")]
    [InlineData("""{"kind":"light","floor":-3}""", "floor has to be -2 or more.")]
    [InlineData("""{"kind":"light","floor":1.5}""", Integer)]
    [InlineData("""{"kind":"light","floor":1e16}""", Integer)]
    [InlineData("""{"kind":"light","floor":9007199254740993}""", Integer)]
    [InlineData("""{"kind":"light","floor":"1"}""", Integer)]
    [InlineData("""{"kind":"light","watts":0.4}""", "watts has to be 0.5 or more.")]
    [InlineData("""{"kind":"light","watts":true}""", "watts has to be a number.")]
    [InlineData("""{"kind":"light","on":"true"}""", "on has to be true or false.")]
    [InlineData("""{"kind":"light","on":0}""", "on has to be true or false.")]
    [InlineData("""{"kind":"light","since":"yesterday"}""", "since " + Rfc3339.Expected + ".")]
    [InlineData("""{"kind":"light","since":{}}""", "since " + Rfc3339.Expected + ".")]
    [InlineData("""{"a":1,"on":2,"b":null}""", "kind is missing.", "on has to be true or false.", Unknown, Unknown)]
    public void Everything_that_is_wrong_is_told_at_once(string attributes, params string[] details) =>
        Assert.Equal(details, Rules.Check(Sample.Json(attributes)).Select(fault => fault.Detail));

    [Fact]
    public void A_fault_names_its_attribute() =>
        Assert.Equal(["kind", "on", "a", ""], Rules.Check(Sample.Json("""{"a":1,"on":2,"":3}""")).Select(fault => fault.Name));

    [Fact]
    public void Others_are_kept_where_the_type_says_so() =>
        Assert.Empty((Rules with { RefusesOthers = false }).Check(Sample.Json("""{"kind":"light","a":null,"b":{"kind":1}}""")));

    [Fact]
    public void Where_nothing_is_declared_anything_is_good() => Assert.Empty(AttributeSchema.None.Check(Sample.Json("""{"a":[{}]}""")));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"note":"x","floor":null,"other":null}""")]
    [InlineData("""{"kind":null}""", "kind")]
    [InlineData("null", "kind")]
    [InlineData("""{"note":{},"floor":99,"other":1}""", "note", "floor", "other")]
    public void Of_a_patch_that_is_told_which_is_wrong_whatever_it_is_merged_into(string patch, params string[] names) =>
        Assert.Equal(names, Rules.CheckPatch(Sample.Json(patch)).Select(fault => fault.Name));

    [Fact]
    public void The_resource_judges_what_the_merge_makes()
    {
        var patched = Light.Update(Patch("""{"note":"new","floor":null}"""));
        Assert.Equal("""{"kind":"light","note":"new"}""", Sample.Text(patched.Answer.Resource!.Attributes));

        foreach (var patch in (string[])["""{"kind":null}""", "null", """{"kind":"lamp"}""", """{"other":1}"""])
        {
            var refused = Light.Update(Patch(patch));
            Assert.Equal(UpdateResourceStatus.AttributesInvalid, refused.Answer.Status);
            Assert.Single(refused.Answer.Faults);
            Assert.Empty(refused.Changes);
        }
    }

    [Fact]
    public void What_was_kept_by_other_rules_stays_until_it_is_patched()
    {
        var old = Sample.State() with { Resource = Sample.Car with { Attributes = Sample.Json("""{"colour":"red"}""") } };
        Assert.True(old.Update(Patch(null) with { Name = "Car2" }).Answer.IsUpdated);
        Assert.Equal(["kind", "colour"], old.Update(Patch("""{"note":"x"}""")).Answer.Faults.Select(fault => fault.Name));
        Assert.True(old.Update(Patch("""{"kind":"lock","colour":null}""")).Answer.IsUpdated);
    }

    [Fact]
    public void A_stale_version_is_told_before_a_fault() => Assert.Equal(
        UpdateResourceStatus.PreconditionFailed, Light.Update(Patch("null") with { IfMatch = new([20]) }).Answer.Status);

    private static readonly ResourceState Light =
        Sample.State() with { Resource = Sample.Car with { Attributes = Sample.Json("""{"kind":"light","floor":1}""") } };

    private static UpdateResourceRequest Patch(string? attributes) =>
        new() { Type = "Car", Id = Sample.CarId, Attributes = attributes is null ? default : Sample.Json(attributes), Rules = Rules };
}
