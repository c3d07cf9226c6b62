using Inventory.Grains.Policies;
using Inventory.Tests.Domain;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Tests.Grains.Policies;

public sealed class TypeRulesTests
{
    [Fact]
    public void A_resource_overrides_the_rules_of_its_type_one_by_one()
    {
        var rules = Read("Policy:notice=PT2H", "Policy:hours:time_zone=UTC", "Policy:hours:weekly:mo:0=08:00-18:00", "Policy:hours:weekly:su=");
        var type = rules.Of(Sample.Car).Policy;
        Assert.Equal((TimeSpan.FromHours(2), "UTC", 1, 0), (type.Notice, type.Hours!.Zone.Id, type.Hours.Weekly[0].Length, type.Hours.Weekly[6].Length));
        var own = rules.Of(Sample.Car with { Policy = Sample.Json("""{"notice":null,"longest":"P1D"}""") }).Policy;
        Assert.Equal((null, TimeSpan.FromDays(1)), (own.Notice, own.Longest));
        Assert.Equal(type.Hours, own.Hours);
        Assert.True(rules.Of(Sample.Car with { Type = "Van" }).IsEmpty);
    }

    [Fact]
    public void A_wrong_policy_is_refused_with_all_that_is_wrong()
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read("Policy:notice=soon", "Policy:hours:time_zone=Mars"));
        Assert.Contains("Car", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("notice", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("hours/time_zone", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fingerprint_is_of_slots_and_policies()
    {
        Assert.Equal(TypeRules.None.Fingerprint, Read("Tariff:Version=1").Fingerprint);
        Assert.NotEqual(TypeRules.None.Fingerprint, Read("Kind=interval", "Slot=PT30M").Fingerprint);
        // Only a type of slots has slots.
        Assert.Null(Read("Kind=continuous", "Slot=PT30M").OfType("Car").Grid);
        Assert.NotEqual(Read("Policy:notice=PT1H").Fingerprint, Read("Policy:notice=PT2H").Fingerprint);
        Assert.Equal(Read("Policy:notice=PT2H", "Policy:longest=P1D").Fingerprint, Read("Policy:longest=P1D", "Policy:notice=PT2H").Fingerprint);
    }

    private static TypeRules Read(params string[] settings) => TypeRules.From(new ConfigurationBuilder().AddInMemoryCollection(
        settings.Prepend("Name=Car").Select(setting => setting.Split('=')).Select(setting => KeyValuePair.Create($"{TypeRules.Section}:0:{setting[0]}", (string?)setting[1]))).Build());
}
